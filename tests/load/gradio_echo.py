"""The least that a Gradio chat does: what comes in goes out. ``python gradio_echo.py PORT``."""

import sys

import gradio as gr


def echo(question: str, shown: list[dict[str, str]]) -> tuple[str, list[dict[str, str]]]:
    """An empty box, and the question as its own answer."""
    told = {"role": "user", "content": question}, {"role": "assistant", "content": question}
    return "", [*shown, *told]


if __name__ == "__main__":
    with gr.Blocks(analytics_enabled=False) as page:
        log = gr.Chatbot()
        box = gr.Textbox(label="Your question")
        send = gr.Button("Ask")
        send.click(echo, [box, log], [box, log])
    page.queue().launch(server_port=int(sys.argv[1]), quiet=True)
