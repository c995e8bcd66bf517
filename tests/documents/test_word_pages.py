"""Word comes out on as many pages as PDF: LibreOffice is the judge, its fonts mapped to those that the PDF has."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pylopdf_fonts_zh_cn import sans_path, serif_path
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.documents.document import Bundle, Cells, Column, Document, Paragraph, Table
from qsq.documents.seal import Seal
from qsq.year.desk.papers import write_bundles, writers
from qsq.year.report import KINDS
from tests.documents.county import bundles
from tests.documents.test_forms import DAY

MAPPED = {
    "仿宋_GB2312": "Noto Serif SC", "楷体_GB2312": "Noto Serif SC", "方正小标宋简体": "Noto Serif SC",
    "宋体": "Noto Serif SC", "黑体": "Noto Sans SC",
}  # fmt: skip


def mapped_fonts(folder: Path) -> Path:
    """A configuration in which the fonts of papers are those that the PDF writer takes for them."""
    folders = "".join(f"<dir>{Path(font()).parent}</dir>" for font in (serif_path, sans_path))
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{ours}</family></prefer></alias>'
        for name, ours in MAPPED.items()
    )
    file = folder / "fonts.conf"
    cache = f"<cachedir>{folder / 'cache'}</cachedir>"
    file.write_text(f"<fontconfig>{folders}{cache}{aliases}</fontconfig>", "utf-8")
    return file


def printed(folder: Path, files: list[Path]) -> dict[str, int]:
    """How many pages LibreOffice makes of each Word file."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    out = folder / "printed"
    call = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    fonts = {"FONTCONFIG_FILE": str(mapped_fonts(folder))}
    subprocess.run([*call, "--outdir", out, *files], check=True, capture_output=True, env=os.environ | fonts)
    return {file.stem: len(PdfReader(file).pages) for file in out.glob("*.pdf")}


@pytest.mark.torture
def test_every_kind_of_paper_has_as_many_pages_in_word_as_in_pdf(county: Workspace, tmp_path: Path) -> None:
    files = []
    for kind in KINDS:
        folder = tmp_path / kind
        write_bundles({folder: bundles(county, kind)}, writers(tmp_path, ("pdf", "docx")), DAY, lambda: None)
        for file in sorted(folder.glob("*.docx")):
            files.append(file.rename(tmp_path / f"{kind}-{file.name}"))
            file.with_suffix(".pdf").rename(tmp_path / f"{kind}-{file.stem}.pdf")
    assert len(files) > len(KINDS)
    in_pdf = {file.stem: len(PdfReader(file.with_suffix(".pdf")).pages) for file in files}
    assert printed(tmp_path, files) == in_pdf


@pytest.mark.torture
def test_a_notice_of_46_villages_is_one_page_in_word_as_in_pdf(tmp_path: Path) -> None:
    columns = (
        Column("名次", 4, Cells.COUNT),
        Column("村（社区）", 12),
        Column("得分", 6),
        Column("奖励", 10),
    )
    rows = tuple((str(at), f"第{at}村", "90.00", "") for at in range(1, 47))
    notice = Document(
        "白水镇2023年一季度评比结果公示",
        (Paragraph("根据有关规定，白水镇46个村（社区）评比结果已经签字确认，现予公示。" * 3),
         Table(columns, rows, name="公示", paired=True), Paragraph("各项得分见附件。"), Paragraph("可以提出异议。")),
        signature="中共白水镇委员会\n白水镇人民政府",
        day=DAY,
        seal=Seal("白水镇", "2023Q1", 1, "ab" * 32, "cd" * 32),
        compact=True,
        pages=1,
    )  # fmt: skip
    write_bundles(
        {tmp_path: [Bundle("公示", (notice,))]}, writers(tmp_path, ("pdf", "docx")), DAY, lambda: None
    )
    assert len(PdfReader(tmp_path / "公示.pdf").pages) == 1
    assert printed(tmp_path, [tmp_path / "公示.docx"]) == {"公示": 1}
