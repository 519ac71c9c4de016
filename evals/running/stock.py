"""Stock LlamaIndex as a yardstick: default splitter, dense vectors alone, the same model."""

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.schema import MetadataMode

from corpus.library import Corpus
from index.embedding import Embedder


def stock_index(corpus: Corpus, embedder: Embedder) -> VectorStoreIndex:
    """The documents in an index as LlamaIndex makes it by default."""
    documents = [Document(text=corpus.text(d.id), id_=d.id) for d in corpus.documents]
    return VectorStoreIndex.from_documents(documents, embed_model=embedder)


class StockRetriever:
    """What a program has that follows the first page of the LlamaIndex documentation."""

    def __init__(self, corpus: Corpus, embedder: Embedder, count: int) -> None:
        self._retriever = stock_index(corpus, embedder).as_retriever(similarity_top_k=count)

    def texts(self, question: str) -> list[tuple[str, str]]:
        """Document id and text of each retrieved chunk, best first."""
        nodes = self._retriever.retrieve(question)
        return [
            (node.node.ref_doc_id or "", node.node.get_content(MetadataMode.NONE)) for node in nodes
        ]
