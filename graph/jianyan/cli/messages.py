"""Every word the command line says, in Chinese and English, and which of them to use."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

LANGUAGES = ("zh", "en")


def language(args: Sequence[str] = ()) -> str:
    """``--lang`` among ``args``, else ``JIANYAN_LANG``, else the locale; English where none is Chinese.

    It is needed before the arguments are parsed, since it decides what the parser's help and errors say.
    """
    for at, arg in enumerate(args):
        if arg == "--":
            break
        value = arg.removeprefix("--lang=") if arg.startswith("--lang=") else ""
        if arg == "--lang" and at + 1 < len(args):
            value = args[at + 1]
        if value in LANGUAGES:
            return value
    chosen = os.environ.get("JIANYAN_LANG", "").lower()
    if chosen:
        return "zh" if chosen.startswith("zh") else "en"
    return "zh" if _locale().lower().startswith(("zh", "chinese")) else "en"


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # the order of POSIX
        if value := os.environ.get(name):
            return value
    if sys.platform == "win32":
        import locale

        return locale.getlocale()[0] or ""
    return ""


def say(lang: str, key: str, /, **values: object) -> str:
    """The message ``key`` in ``lang``, with ``values`` filled in."""
    zh, en = CATALOGUE[key]
    return (zh if lang == "zh" else en).format(**values)


CATALOGUE: dict[str, tuple[str, str]] = {
    # help: the program
    "help": (
        "读中文政策文本，构建“谁代表哪个机构提出什么措施”的知识图谱，每条都有原文依据。",
        "Read Chinese policy texts and build a graph of who proposes which measure, on behalf of which body, "
        "each with the words that say so.",
    ),
    "help.examples": (
        "jianyan build 发言摘录.txt\njianyan query who-backs --param sector=新能源汽车\njianyan open",
        "jianyan build speeches.txt\njianyan query who-backs --param sector=新能源汽车\njianyan open",
    ),
    "help.version": ("显示版本号。", "Show the version."),
    "help.help": ("显示此帮助。", "Show this help."),
    "help.lang": ("界面语言：zh 或 en。", "Language of messages: zh or en."),
    "help.debug": ("出现意外错误时显示完整的回溯。", "Show the traceback of an unexpected error."),
    "help.output": ("构建所在的文件夹。", "The folder of the build."),
    "usage": ("用法：", "Usage: "),
    "section.options": ("选项", "Options"),
    "section.commands": ("命令", "Commands"),
    "section.examples": ("示例", "Examples"),
    "default": ("默认：{value}", "default: {value}"),
    "required": ("必填", "required"),
    # help: build
    "build.help": (
        "把文本（{suffixes} 文件、文件夹、网址，或用 - 表示标准输入）构建成图谱。"
        "输出文件夹里已有的文档会保留；同一路径或同一文本的文档会被替换。",
        "Build the graph of texts: {suffixes} files, folders, addresses (https://…), or - for standard input. "
        "Documents that are in the output folder stay; one with the same path or the same text is replaced.",
    ),
    "build.short": ("从文本构建图谱。", "Build the graph from texts."),
    "build.examples": (
        "jianyan build 发言摘录.txt\njianyan build 文章/ 另一篇.html -o 结果\n"
        "cat 发言摘录.txt | jianyan build -\njianyan build 文章/ --json | jq .measures",
        "jianyan build speeches.txt\njianyan build articles/ another.html -o result\n"
        "cat speeches.txt | jianyan build -\njianyan build articles/ --json | jq .measures",
    ),
    "build.output": ("输出文件夹。", "The folder to write to."),
    "build.base": ("个体 IRI 的前缀，以 / 或 # 结尾。", "What the IRIs of individuals begin with; ends in / or #."),
    "build.no-view": ("不生成网页视图（index.html 和 view/）。", "Do not make the pages (index.html and view/)."),
    "build.force": ("没有变化的文本也重新读取。", "Read texts again even where nothing changed."),
    "build.corrections": (
        "更正文件或文件夹，可重复；输入旁的 corrections 总会使用。",
        "A file or folder of corrections; may be repeated. Folders named corrections beside inputs are always used.",
    ),
    "build.lexicon": (
        "补充词库的文件夹：ontology/ 同名的表，或 jieba 用户词典。",
        "A folder that adds to the lexicon: tables named and made as in ontology/, or jieba user dictionaries (*.txt).",
    ),
    "build.from": (
        "从文件读取路径或网址列表，每行一个；- 表示标准输入。",
        "Read more inputs from a list, a path or an address a line; - for a pipe.",
    ),
    "build.jobs": (
        "同时读取的进程数；默认为处理器核数。",
        "How many processes read; as many as there are cores by default.",
    ),
    "build.max-seconds": (
        "读一篇文本的处理器秒数上限（默认 {default}；0 不限）。",
        "Seconds of processor time that reading one text may take (default {default}; 0: any); beyond, it is skipped.",
    ),
    "build.max-memory": (
        "读一篇文本的内存上限 MiB（默认 {default}；0 不限）。",
        "MiB of memory that reading one text may take (default {default}; 0: any); beyond, it is skipped.",
    ),
    "build.max-size": (
        "一篇文本的大小上限 MiB（默认 {default}；0 不限）。",
        "MiB that one text may have (default {default}; 0: any); beyond, it is skipped.",
    ),
    "build.refetch": (
        "重新获取网址；否则使用上次保存的内容。",
        "Fetch addresses again, rather than use what was kept of them.",
    ),
    "build.allow-private": (
        "允许获取内部网络（如 10.x、192.168.x、本机）的网址。",
        "Let addresses lead to machines of a private network (10.x, 192.168.x, this machine).",
    ),
    "build.strict": (
        "遇到无法读取的文本即停止，而不是略过。",
        "Stop at a text that cannot be read, rather than skip it.",
    ),
    "build.quiet": ("不显示进度和摘要。", "Show neither progress nor summary."),
    "build.json": ("在标准输出给出一个 JSON 摘要。", "Give the summary as one JSON object on standard output."),
    # help: query, queries
    "query.help": (
        "向构建好的图谱提问：NAME 是自带查询的名称（见 jianyan queries），FILE.rq 是查询文件；"
        "也可用 -e 直接给出 SPARQL。",
        "Ask the graph a question: NAME is that of a query that comes with jianyan (see: jianyan queries), FILE.rq one "
        "of your own; or give SPARQL itself with -e.",
    ),
    "query.short": ("向图谱提问。", "Ask the graph a question."),
    "query.examples": (
        "jianyan query who-backs --param sector=新能源汽车\njianyan query my.rq --format csv > 结果.csv\n"
        "jianyan query -e 'SELECT ?b {{ GRAPH ?g {{ ?b a org:Organization }} }}'",
        "jianyan query who-backs --param sector=新能源汽车\njianyan query my.rq --format csv > result.csv\n"
        "jianyan query -e 'SELECT ?b {{ GRAPH ?g {{ ?b a org:Organization }} }}'",
    ),
    "query.sparql": ("要执行的 SPARQL。", "The SPARQL to run."),
    "query.param": ("查询参数，可重复。", "A parameter of the query; may be repeated."),
    "query.format": ("结果的格式。", "Format of the result."),
    "queries.help": (
        "列出自带的查询及其参数。",
        "List the queries that come with jianyan, with their parameters.",
    ),
    "queries.short": ("列出自带的查询。", "List the queries that come with jianyan."),
    "queries.examples": ("jianyan queries", "jianyan queries"),
    # help: serve
    "serve.help": (
        "在本机浏览器里看、查、问构建好的图谱：网页视图、全文检索、问题表单、SPARQL 接口（/sparql）。"
        "每次重新构建后自动显示新的结果。只读；加 --edit 可在网页上更正。",
        "Look at, search and question the build in the browser: the views, full-text search, the questions as forms, a "
        "SPARQL endpoint (/sparql). What a later build makes is shown by itself. Read-only; --edit lets you correct.",
    ),
    "serve.short": ("在浏览器里查看、检索、提问。", "Serve the build to the browser, with search and SPARQL."),
    "serve.examples": (
        "jianyan serve --open\njianyan serve -o 结果 --edit\njianyan serve --host 0.0.0.0 --port 8080",
        "jianyan serve --open\njianyan serve -o result --edit\njianyan serve --host 0.0.0.0 --port 8080",
    ),
    "serve.host": (
        "监听的地址；0.0.0.0 表示向其他机器开放。",
        "The address to listen at; 0.0.0.0 opens it to other machines.",
    ),
    "serve.port": ("端口；0 表示任选一个空闲的。", "The port; 0 for any that is free."),
    "serve.open": ("启动后打开浏览器。", "Open the browser once it runs."),
    "serve.with-edit": (
        "允许在网页上更正；只有用启动时显示的地址才能更正。",
        "Let pages correct; only whoever has the address shown at the start can.",
    ),
    "serve.corrections": (
        "网页上的更正写入的文件；默认是构建旁的 corrections/pages.csv。",
        "The file for corrections from pages; by default corrections/pages.csv beside the build.",
    ),
    "serve.allow-host": (
        "允许用这个主机名访问；可重复。",
        "Answer to this host name too; may be repeated.",
    ),
    "serve.allow-origin": (
        "允许这个网站的网页查询 /sparql，如 https://example.org；可重复，* 表示任何网站。",
        "Let pages of this site ask at /sparql, such as https://example.org; may be repeated, * stands for any site.",
    ),
    "serve.root-path": (
        "反向代理下的路径前缀，如 /jianyan。",
        "The path below which a reverse proxy shows it, such as /jianyan.",
    ),
    "serve.seconds": ("一次查询最多的秒数。", "Seconds that a query may take."),
    "serve.rows": ("一次查询最多的行数。", "Rows that a query may give."),
    "serve.memory": ("一次查询最多的内存（MiB）。", "Memory that a query may take, in MiB."),
    "serve.workers": ("同时回答查询的进程数。", "How many processes answer queries."),
    "serve.ready": ("建言在此：{address}", "jianyan is at {address}"),
    "serve.edit": (
        "更正写入 {file}，下一次 jianyan build 时生效。不要把上面的地址发给不该更正的人。",
        "Corrections go to {file}; the next jianyan build applies them. Give the address above to nobody who may not "
        "correct.",
    ),
    "serve.open-to-all": (
        "注意：能访问这台机器的人都能看到这里的内容。",
        "Note: whoever reaches this machine can read what is served here.",
    ),
    "serve.end": ("按 Ctrl-C 结束。", "Press Ctrl-C to end."),
    "serve.error.corrections": ("--corrections 须与 --edit 同用。", "--corrections goes with --edit."),
    # help: remove, diff, export
    "remove.help": (
        "从图谱中去掉文档。DOC 是文档的 IRI、正文摘要（前 8 位即可），或读取时的路径。",
        "Take documents out of the graph. DOC is the IRI of a document, the digest of its text (its first 8 digits "
        "will do), or the path that it was read from.",
    ),
    "remove.short": ("从图谱中去掉文档。", "Take documents out of the graph."),
    "remove.examples": (
        "jianyan remove 文章/旧稿.txt\njianyan remove sha256:3f8a91c2",
        "jianyan remove articles/old.txt\njianyan remove sha256:3f8a91c2",
    ),
    "remove.done": (
        "去掉 {removed} 篇文档；{output} 还有 {documents} 篇。",
        "{removed} documents removed; {output} holds {documents}.",
    ),
    "diff.help": (
        "比较两次构建：哪些文档、措施和支持者新增（+）、消失（-）或更改（~）。OLD 和 NEW 是输出文件夹。",
        "Compare two builds: which documents, measures and backers came (+), went (-) or changed (~). OLD and NEW are "
        "output folders.",
    ),
    "diff.short": ("比较两次构建。", "Say what changed between two builds."),
    "diff.examples": (
        "jianyan diff 上月 本月\njianyan diff 上月 本月 --json | jq '.measures_come | length'",
        "jianyan diff last-month this-month\njianyan diff last-month this-month --json | jq '.measures_come | length'",
    ),
    "diff.show": ("每类最多列出 N 项。", "List up to N of each kind."),
    "diff.json": (
        "在标准输出给出一个 JSON 对象，列出全部。",
        "Give one JSON object on standard output, with all of them.",
    ),
    "diff.same": ("没有变化。", "Nothing changed."),
    "diff.documents": ("文档", "documents"),
    "diff.measures": ("措施", "measures"),
    "diff.backers": ("支持者", "backers"),
    "diff.more": ("… 另有 {count} 项", "… and {count} more"),
    "export.help": (
        "把图谱导出为其他工具可用的格式：RDF（turtle、trig、jsonld、nquads）、"
        "网络（graphml、gexf，供 Gephi 和 networkx）或表格（csv、xlsx、parquet：文档、措施、支持者、职务）。"
        "csv 和 parquet 写入一个文件夹。",
        "Export the graph for other tools: as RDF (turtle, trig, jsonld, nquads), as a network (graphml, gexf, for "
        "Gephi and networkx), or as tables (csv, xlsx, parquet: documents, measures, backers, memberships). csv and "
        "parquet are written into a folder.",
    ),
    "export.short": ("导出图谱。", "Export the graph for other tools."),
    "export.examples": (
        "jianyan export --format gexf --to 网络.gexf\njianyan export --format csv --to 表格\n"
        "jianyan export --format nquads > graph.nq",
        "jianyan export --format gexf --to network.gexf\njianyan export --format csv --to tables\n"
        "jianyan export --format nquads > graph.nq",
    ),
    "export.format": ("导出的格式。", "The format to write."),
    "export.to": ("写到哪里；省略时写到标准输出。", "Where to write; to standard output without it."),
    "export.no-provenance": (
        "不写出处：原文位置、引文、规则。",
        "Leave out where and how it was read: places in the texts, quotes, rules.",
    ),
    "export.lexicon": (
        "构建时用过的自备词表文件夹。",
        "The folder of the lexicon that was added when it was built.",
    ),
    # help: check, view, open, completion
    "check.help": (
        "用 ontology/shapes.ttl 的 SHACL 形状检查图谱；有不合格之处时退出码为 1。",
        "Check the graph against the SHACL shapes of ontology/shapes.ttl; exit code 1 if anything breaks them.",
    ),
    "check.short": ("检查图谱是否合格。", "Check the graph against its shapes."),
    "check.examples": ("jianyan check\njianyan check --deep -o 结果", "jianyan check\njianyan check --deep -o result"),
    "check.deep": (
        "先通读构建结果的每个文件，与构建时的校验和核对。",
        "First read every file of the build, and hold it against the checksums of when it was written.",
    ),
    "deep.file": ("文件", "file"),
    "deep.what": ("问题", "what is wrong"),
    "deep.missing": ("缺失", "missing"),
    "deep.size": ("大小不对", "not of its size"),
    "deep.bytes": ("内容已变", "not what was written"),
    "deep.unreadable": ("无法读取", "cannot be read"),
    "deep.readings": ("缺少文档的读取结果", "lacks what was read from a document"),
    "deep.count": (
        "{output}：有 {count} 个文件损坏；请运行 jianyan repair。",
        "{output}: {count} files are damaged; run `jianyan repair`.",
    ),
    # help: backup, restore, repair
    "backup.help": (
        "把构建结果备份成一个文件（zip，内含每个文件的 SHA-256），包括获取过的网址的内容。查询和构建可以同时进行。",
        "Back a build up to one file (zip, with the SHA-256 of each file in it), with the bytes of the addresses that "
        "were fetched. Queries and builds may go on.",
    ),
    "backup.short": ("备份构建结果。", "Back a build up to one file."),
    "backup.examples": (
        "jianyan backup 备份.zip\njianyan backup 备份.zip -o 结果",
        "jianyan backup backup.zip\njianyan backup backup.zip -o result",
    ),
    "backup.done": (
        "{file}：{documents} 篇文档，{files} 个文件。",
        "{file}: {documents} documents in {files} files.",
    ),
    "backup.left-out": (
        "未收入 {name}：构建之后被改动过。",
        "{name} is left out: it was changed after the build.",
    ),
    "restore.help": (
        "从备份文件恢复构建结果。先核对全部文件，有一个不对就什么也不改。",
        "Restore a build from a backup. All files are held against its list first; if one is wrong nothing changes.",
    ),
    "restore.short": ("从备份恢复。", "Restore a build from a backup."),
    "restore.examples": (
        "jianyan restore 备份.zip -o 恢复\njianyan restore 备份.zip --verify",
        "jianyan restore backup.zip -o restored\njianyan restore backup.zip --verify",
    ),
    "restore.verify": ("只核对备份，不恢复。", "Only check the backup."),
    "restore.force": (
        "输出文件夹里已有构建结果时，用备份替换。",
        "Put the backup in place of the build that the folder holds.",
    ),
    "restore.verified": (
        "{file}：备份完好，{documents} 篇文档，{files} 个文件。",
        "{file}: the backup is whole, {documents} documents in {files} files.",
    ),
    "restore.done": (
        "{output}：已恢复 {documents} 篇文档。",
        "{output}: {documents} documents are restored.",
    ),
    "repair.help": (
        "修复损坏的构建结果：用保留的读取结果重建全部文件；读取结果也损坏的文本，从原处重新读取。",
        "Mend a damaged build: make every file anew from what was kept of each text; texts of which that is damaged "
        "too are read again from where they were.",
    ),
    "repair.short": ("修复损坏的构建结果。", "Mend a damaged build."),
    "repair.examples": ("jianyan repair\njianyan repair -o 结果", "jianyan repair\njianyan repair -o result"),
    "repair.done": (
        "{output}：已重建 {documents} 篇文档，其中 {read} 篇重新读取。",
        "{output}: {documents} documents made anew, {read} of them read again.",
    ),
    "view.help": (
        "重新生成网页视图：概览、谁支持什么、流向、时间、关系网和每篇原文。"
        "构建时已经生成；网页用中文，加 --lang en 用英文。",
        "Make the pages again: overview, who backs what, flow, timeline, network and each text. A build makes them "
        "too; they open in Chinese, and in English with --lang en.",
    ),
    "view.short": ("重新生成网页视图。", "Make the pages again."),
    "view.examples": (
        "jianyan view\njianyan view --single --to 网页\njianyan view --lang en -o 结果",
        "jianyan view\njianyan view --single --to pages\njianyan view --lang en -o result",
    ),
    "view.single": (
        "每个视图一个文件：所有原文放在同一页，便于发送。",
        "One file for each view: all texts in one page, to be sent along.",
    ),
    "view.to": ("写到另一个文件夹，不动构建结果。", "Write to another folder and leave the build alone."),
    "open.help": (
        "在浏览器中打开构建结果的概览页，并显示它的路径。",
        "Open the overview of a build in the browser, and print its path.",
    ),
    "open.short": ("在浏览器中打开概览页。", "Open the overview in the browser."),
    "open.examples": ("jianyan open\njianyan open --no-browser", "jianyan open\njianyan open --no-browser"),
    "open.no-browser": ("只显示路径，不打开浏览器。", "Print the path only."),
    "completion.help": (
        "输出命令补全脚本。SHELL 为 bash、zsh 或 fish；把示例中的一行放进它的启动文件。",
        "Print the script that completes commands. SHELL is bash, zsh or fish; put the line of the example into its "
        "start-up file.",
    ),
    "completion.short": ("输出命令补全脚本。", "Print the script for shell completion."),
    "completion.examples": (
        'eval "$(jianyan completion bash)"    # ~/.bashrc\neval "$(jianyan completion zsh)"     # ~/.zshrc\n'
        "jianyan completion fish | source     # ~/.config/fish/config.fish",
        'eval "$(jianyan completion bash)"    # ~/.bashrc\neval "$(jianyan completion zsh)"     # ~/.zshrc\n'
        "jianyan completion fish | source     # ~/.config/fish/config.fish",
    ),
    # explain
    "explain.help": (
        "逐句说明一篇文本是怎样读的：识别出什么、依据哪条规则，以及某一句为什么没有措施。"
        "FILE 是一个文件，或用 - 表示标准输入。",
        "Show sentence by sentence how a text is read: what was recognised, by which rule, and why a sentence gave no "
        "measure. FILE is a file, or - for standard input.",
    ),
    "explain.short": ("逐句说明文本是怎样读的。", "Show how a text is read, and why."),
    "explain.examples": (
        "jianyan explain 发言摘录.txt\njianyan explain 发言摘录.txt | less\n"
        "jianyan explain 发言摘录.txt --json | jq '.lines[].sentences[] | select(.reason.name == \"no-verb\").text'",
        "jianyan explain speeches.txt\njianyan explain speeches.txt | less\n"
        "jianyan explain speeches.txt --json | jq '.lines[].sentences[] | select(.reason.name == \"no-verb\").text'",
    ),
    "explain.json": ("在标准输出给出一个 JSON 对象。", "Give one JSON object on standard output."),
    # text
    "text.help": (
        "显示程序从文件中读到的文本，即一切位置所指的文本：网页只留正文。FILE 用 - 表示标准输入。",
        "Show the text that the program reads in files, which all positions count into; of a page, its article. "
        "- stands for standard input.",
    ),
    "text.short": ("显示从文件中读到的文本。", "Show the text that is read in a file."),
    "text.examples": (
        "jianyan text 网页.html\njianyan text 网页.html --blocks\njianyan text *.html --json | jq .metadata",
        "jianyan text page.html\njianyan text page.html --blocks\njianyan text *.html --json | jq .metadata",
    ),
    "text.blocks": (
        "逐块列出类别和位置，前面是题目、日期、发布者和作者及其出处。",
        "List the blocks with their kinds and positions, below title, day, publisher and authors with their origins.",
    ),
    "text.json": (
        "每个文件给出一个 JSON 对象，各占一行。",
        "Give one JSON object for each file, on a line of its own.",
    ),
    "text.title": ("题目", "title"),
    "text.issued": ("日期", "issued"),
    "text.publisher": ("发布者", "publisher"),
    "text.authors": ("作者", "authors"),
    "text.paragraph": ("段落", "paragraph"),
    "text.heading": ("标题", "heading"),
    "text.caption": ("图注", "caption"),
    "text.cell": ("单元格", "cell"),
    "text.item": ("列表项", "list item"),
    "origin.metadata": ("元数据", "metadata"),
    "origin.heading": ("正文标题", "heading"),
    "origin.form-field": ("表格栏目", "field of a form"),
    "origin.imprint": ("出处行", "imprint"),
    "origin.masthead": ("报头", "masthead"),
    "origin.dateline": ("电头", "dateline"),
    "origin.byline": ("署名", "byline"),
    "origin.signature": ("落款", "signature"),
    "origin.issuer": ("发文机关", "issuer"),
    "origin.address": ("网址", "address"),
    "explain.furniture": ("页面附属", "page furniture"),
    "explain.data": ("出处", "data of the page"),
    "explain.label": ("栏目", "label"),
    "explain.line": ("短行", "short line"),
    "explain.paragraph": ("段落", "paragraph"),
    "explain.title": ("题目", "title"),
    "explain.heading": ("小标题", "heading"),
    "explain.measure": ("措施", "measure"),
    "explain.proposes": ("提出", "proposes"),
    "explain.supports": ("支持", "supports"),
    "explain.reports-done": ("已做", "reports done"),
    "explain.opposes": ("反对", "opposes"),
    "explain.explicit": ("原句写明", "explicit"),
    "explain.caption-order": ("按名单顺序", "by the order of the captions"),
    "explain.body-named": ("按发言提到的机构", "by a body the speech names"),
    "explain.same-paragraph": ("承接上文", "goes on from before"),
    "explain.byline": ("署名", "byline"),
    "explain.note": ("编者按", "editor's note"),
    "explain.list-order": ("按列举顺序", "by the order of the list"),
    "explain.issuer": ("发文机构", "issuer"),
    "explain.unknown": ("未说明", "not told"),
    "explain.corrected": ("人工更正", "corrected"),
    "explain.part-of": ("属于 {number}", "part of {number}"),
    "explain.behalf": ("{name}（代表{bodies}）", "{name} (for {bodies})"),
    "explain.nobody": ("未说明何人", "nobody named"),
    "explain.clauses": ("〔{how}：{kinds}〕", "[{how}: {kinds}]"),
    "explain.press": ("记者、编辑", "press"),
    "explain.speeches": ("发言", "Speeches"),
    "explain.persons": ("人物", "Persons"),
    "explain.bodies": ("机构", "Bodies"),
    "explain.places": ("地方", "Places"),
    "explain.sectors": ("领域", "Sectors"),
    # review
    "review.help": (
        "列出最值得人工复核的内容：越不确定、改动影响的支持关系越多，越靠前。"
        "用 --format csv 得到的表格填好 correction 和 value 两列，就是更正文件。",
        "List what is most worth a human look: what is least sure and would change most backings comes first. "
        "The table that --format csv gives is a corrections file once its columns correction and value are filled in.",
    ),
    "review.short": ("列出最值得复核的内容。", "List what is most worth a look."),
    "review.examples": (
        "jianyan review\njianyan review --format csv > corrections/待复核.csv\n"
        "jianyan build 文章/ --corrections corrections/",
        "jianyan review\njianyan review --format csv > corrections/to-do.csv\n"
        "jianyan build articles/ --corrections corrections/",
    ),
    "review.format": ("表格，或待填写的更正文件。", "A table, or a corrections file to fill in."),
    "review.limit": (
        "最多列出 N 项（表格默认 20，csv 默认全部）。",
        "List up to N items (a table: 20 by default, csv: all).",
    ),
    "review.what": ("更正", "correction"),
    "review.why": ("原因", "why"),
    "review.doubt": ("疑问", "doubt"),
    "review.changes": ("影响", "changes"),
    "review.said": ("程序判定", "program says"),
    "review.about": ("内容", "about"),
    "review.where": ("文档 位置", "document, start"),
    "review.same-object": ("行动对象相同", "same action and object"),
    "review.near-object": ("行动对象相近", "objects nearly the same"),
    "review.shared-body": ("同一机构任职", "post in the same body"),
    "review.same-seat": ("同一政协或人大", "seat in the same assembly"),
    "review.confidence": ("置信度低", "low confidence"),
    "review.inherited": ("领域承自标题", "sectors of the heading"),
    "review.count": ("共 {found} 项，列出 {shown} 项。", "{found} items, {shown} shown."),
    # evaluate
    "evaluate.help": (
        "用自己的标注评估图谱：GRAPH 是输出文件夹或 .nq、.trig、.ttl、.nt 文件，GOLD 是标注文件（JSON）或其文件夹。"
        "给出各类事实的准确率、召回率和 F1（全部文档合计）。",
        "Score a graph against your own annotations: GRAPH is an output folder or an .nq, .trig, .ttl or .nt file, "
        "GOLD a gold file (JSON) or a folder of them. Gives precision, recall and F1 of each kind of fact, over all "
        "documents together.",
    ),
    "evaluate.short": ("用标注评估图谱。", "Score a graph against annotations."),
    "evaluate.examples": (
        "jianyan evaluate output 标注/\njianyan evaluate output 标注/ --show 5\n"
        "jianyan evaluate graph.nq 标注/一篇.json --json | jq .figures.measures.f1",
        "jianyan evaluate output gold/\njianyan evaluate output gold/ --show 5\n"
        "jianyan evaluate graph.nq gold/one.json --json | jq .figures.measures.f1",
    ),
    "evaluate.show": ("每类最多列出 N 个漏报和 N 个误报。", "List up to N misses and N false alarms of each kind."),
    "evaluate.format": ("结果的格式。", "Format of the result."),
    "evaluate.json": ("同 --format json。", "The same as --format json."),
    "evaluate.count": (
        "标注文档 {documents} 篇，其中 {absent} 篇不在图中",
        "{documents} annotated documents, {absent} of them not in the graph",
    ),
    "evaluate.kind": ("事实", "kind"),
    "evaluate.precision": ("准确率", "precision"),
    "evaluate.recall": ("召回率", "recall"),
    "evaluate.f": ("F1", "F1"),
    "evaluate.gold": ("标注数", "in gold"),
    "evaluate.missed": ("漏报", "missed"),
    "evaluate.false": ("误报", "false alarm"),
    "evaluate.of-document": ("标题、日期、发布者", "title, date, publisher"),
    "evaluate.of-speakers": ("发言人", "speakers"),
    "evaluate.of-memberships": ("职务", "memberships"),
    "evaluate.of-behalf": ("代表的机构", "on behalf of"),
    "evaluate.of-statements": ("陈述", "statements"),
    "evaluate.of-statements-exact": ("陈述（起止一致）", "statements, exact"),
    "evaluate.of-measures": ("措施", "measures"),
    "evaluate.of-measures-exact": ("措施（起止一致）", "measures, exact"),
    "evaluate.of-attribution": ("陈述归属的发言人", "attribution"),
    "evaluate.of-bodies": ("陈述归属的机构", "bodies"),
    "evaluate.of-organisations": ("提到的机构", "organisations"),
    "evaluate.of-sectors": ("提到的领域", "sectors"),
    "evaluate.of-places": ("提到的地方", "places"),
    # progress and summary
    "progress": ("读取", "Reading"),
    "progress.rate": ("{rate} 篇/秒", "{rate} texts/s"),
    "progress.concluding": ("汇总", "Concluding"),
    "summary.unchanged": ("没有变化：{output} 已是最新。", "Nothing changed: {output} is up to date."),
    "summary.title": ("{output} 的内容", "What is in {output}"),
    "summary.documents": ("文档", "Documents"),
    "summary.speakers": ("发言人", "Speakers"),
    "summary.bodies": ("机构", "Bodies"),
    "summary.speeches": ("发言", "Speeches"),
    "summary.measures": ("措施", "Measures"),
    "summary.sectors": ("领域", "Sectors"),
    "summary.places": ("地方", "Places"),
    "summary.inferred": ("推断的归属", "Attribution inferred"),
    "summary.of-documents": (
        "新增 {new}，更改 {changed}，未变 {unchanged}，保留 {kept}",
        "{new} new, {changed} changed, {unchanged} unchanged, {kept} kept",
    ),
    "summary.of-measures": ("另有标题 {headings} 条", "and {headings} headings"),
    "summary.of-inferred": ("占有发言人的陈述", "of the statements with a speaker"),
    "note.no-measures": ("{source}：没有找到措施；已收入图谱", "{source}: no measures found; it is in the graph"),
    "note.unread": (
        "{source}：第 {about} 页是图片，未读入；请先识别文字（如 ocrmypdf -l chi_sim --skip-text 文件.pdf 可读.pdf）",
        "{source}: pages that are pictures are not read: {about}; recognise their text first (ocrmypdf -l chi_sim "
        "--skip-text FILE.pdf READABLE.pdf)",
    ),
    "note.lost-document": (
        "{source}：更正所说的文档不在图谱中",
        "{source}: the correction is about a document that is not in the graph",
    ),
    "note.lost-quote": (
        "{source}：更正的引文（连同前后文）在文档中找不到",
        "{source}: the quote of the correction, with its context, is not in the document",
    ),
    "note.lost-several": (
        "{source}：更正的引文在文档中不止一处；请填写 before 或 after",
        "{source}: the quote of the correction stands in the document more than once; fill in before or after",
    ),
    "note.lost-target": (
        "{source}：引文处没有可更正的内容",
        "{source}: there is nothing to correct at the quote",
    ),
    "note.lost-names": (
        "{source}：更正所说的名称在图谱中没有",
        "{source}: the correction names something that is not in the graph",
    ),
    "note.large": (
        "语料较大：graph.nq、measures.csv 和 index.html 未写出；需要时用 jianyan export 导出。",
        "A large corpus: graph.nq, measures.csv and index.html are left out; jianyan export writes what you need.",
    ),
    "note.mended": (
        "以前的构建结果不完整或已损坏，已用保留的读取结果重建。",
        "The build that was here was not whole, and was made anew from what was kept.",
    ),
    "note.skipped": ("已略过 {count} 篇无法读取的文本：", "{count} texts that cannot be read were skipped:"),
    "next": ("接下来", "Where to look next"),
    "next.view": ("看网页：", "The pages:    "),
    "next.query": ("提问题：", "A question:   "),
    "next.table": ("看表格：", "The measures: "),
    # query, queries, check, open
    "note.query": ("提示：", "Note: "),
    "queries.example": ("例：{value}", "e.g. {value}"),
    "check.fine": ("{output}：图谱合格。", "{output}: the graph conforms."),
    "check.count": ("{output}：有 {count} 处不合格。", "{output}: {count} things do not conform."),
    "check.focus": ("对象", "thing"),
    "check.path": ("属性", "property"),
    "check.value": ("值", "value"),
    "check.message": ("问题", "what is wrong"),
    # errors
    "error": ("错误：", "error: "),
    "error.interrupted": ("已中断。", "Interrupted."),
    "error.damaged": (
        "图数据库的一个文件已损坏（{what}）；请运行 jianyan repair",
        "a file of the store is damaged ({what}); run `jianyan repair`",
    ),
    "error.system": (
        "{where}：无法写入或读取（{what}）；请检查权限和剩余空间",
        "{where}: cannot be written or read ({what}); check permissions and free space",
    ),
    "error.stdout": ("标准输出", "standard output"),
    "error.unexpected": (
        "意外错误（{what}）。这是 jianyan 的缺陷：请报告，并附上加 --debug 再次运行的输出。",
        "unexpected error ({what}). This is a fault of jianyan: please report it, with what running again with --debug "
        "shows.",
    ),
    "error.help": ("用 {command} --help 查看用法", "see {command} --help"),
    "error.no-option": ("没有选项 {name}", "there is no option {name}"),
    "error.no-command": ("没有命令 {name}", "there is no command {name}"),
    "error.did-you-mean": ("是否要用 {names}？", "did you mean {names}?"),
    "error.missing": ("缺少 {name}", "{name} is missing"),
    "error.choice": ("{name} 不能是 {value}；可用 {choices}", "{name} cannot be {value}; there are {choices}"),
    "error.param": ("--param {value}：应写成 名称=值", "--param {value}: write it as name=value"),
    "error.param-twice": ("--param {value}：重复给出", "--param {value}: given twice"),
    "error.exclusive": (
        "查询的名称或文件和 -e 只能给一个",
        "give either a query or -e, not both",
    ),
    "error.no-query": (
        "请给出查询的名称、.rq 文件或 -e SPARQL；jianyan queries 列出自带的查询",
        "give the name of a query, an .rq file or -e SPARQL; jianyan queries lists those that come with jianyan",
    ),
    "error.export-to": (
        "--format {form} 需要 --to 指定写到哪里",
        "--format {form} needs --to, which says where to write",
    ),
    "error.no-view": (
        "这里没有网页视图；请运行 jianyan view",
        "there are no pages here; run jianyan view",
    ),
}
