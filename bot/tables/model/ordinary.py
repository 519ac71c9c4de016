"""Ordinary: words that a question about any table may hold without asking for anything by them."""

from bot.tables.model.words import stems

# Words for having a mark or not, in a question about a table of marks.
HOLDING = frozenset(
    stems(
        "qualify tick check valid run hold held offer offered available fair game cut nod play "
        "take taken taught teach happen survive persist endure do doing duty option choice place "
        "side count use demand expect assess test"
    )
)
# Words of a question about any table, whatever it holds.
PLAIN = frozenset(
    stems(
        "table row column entry cell value mark marked rated rating say says according "
        "stand stands shown show appear apply applies count counts need needed require "
        "required have has include included name named names anything something thing "
        "things item items one ones kind type people person position job someone memo "
        "document guide guidance source number figure actually exactly please tell much "
        "many other others chart box employee employees candidate candidates applicant "
        "applicants level levels across full complete entire whole overall total only just "
        "also get gets make makes made see look check know does done go give given use used "
        "agency agencies government federal would like want quick question wondering "
        "precise set heading really right correct true believe think hear heard "
        "read claim claims colleague boss team hold holds carry beside next under beneath "
        "turn turns come comes hi hello thanks ok okay still already ever yet wonder sort "
        "group among group-wide work working called call note slot spot answer remind again "
        "seem seems got gotten find found stuff store stored located"
    )
)
