"""PDF files: with a text layer (ReportLab) and scans that are only a picture of a page."""

import io

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from people import PEOPLE, PLACES, TOWN

BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=14, spaceAfter=5)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=12, leading=16, spaceBefore=9, spaceAfter=4)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=20, alignment=1, spaceBefore=10, spaceAfter=10)
RIGHT = ParagraphStyle("right", parent=BODY, alignment=TA_RIGHT)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8.5, leading=11, textColor=colors.HexColor("#444444"))


def letterhead(place, author=None):
    name, _, _, _, _, number, street, phone = PLACES[place]
    lines = [f"<b>{name}</b>", f"{number}, {street}", f"{TOWN[0]} {TOWN[1]}", "Tél. " + " ".join(phone[i : i + 2] for i in range(0, len(phone), 2))]
    if author:
        who = PEOPLE[author]
        lines = [f"<b>{who.name}</b>", who.display.split(" - ")[-1].replace(" (SM)", ""), f"RPPS {who.rpps}"] + lines
    return Paragraph("<br/>".join(lines), BODY)


def grid(lines, widths=None, header=True):
    cells = [[Paragraph(str(c), BODY) for c in line] for line in lines]
    made = Table(cells, colWidths=widths, repeatRows=1 if header else 0)
    style = [("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    if header:
        style.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6ecef")))
    made.setStyle(TableStyle(style))
    return made


def text_pdf(title, blocks, place=None, author=None, to=None, date=None, foot=None):
    """A4 pages; a block is a string, ("h", heading), ("table", lines[, widths]), ("list", items) or ("space", mm)."""
    out = io.BytesIO()

    def page(canvas, document):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(20 * mm, 12 * mm, foot or title)
        canvas.drawRightString(190 * mm, 12 * mm, f"Page {document.page}")

    document = SimpleDocTemplate(out, pagesize=A4, leftMargin=20 * mm, rightMargin=20 * mm, topMargin=16 * mm, bottomMargin=20 * mm, title=title, author=PEOPLE[author].name if author else "", lang="fr-FR", invariant=1)
    flow = []
    if place or author:
        flow.append(letterhead(place or PEOPLE[author].place, author))
    if date:
        flow.append(Paragraph(f"{TOWN[1]}, le {date}", RIGHT))
    if to:
        flow.append(Paragraph(to, RIGHT))
    flow.append(Paragraph(title, TITLE))
    for block in blocks:
        if isinstance(block, str):
            flow.append(Paragraph(block, BODY))
        elif block[0] == "h":
            flow.append(Paragraph(block[1], HEAD))
        elif block[0] == "small":
            flow.append(Paragraph(block[1], SMALL))
        elif block[0] == "right":
            flow.append(Paragraph(block[1], RIGHT))
        elif block[0] == "list":
            flow.extend(Paragraph(t, BODY, bulletText="•") for t in block[1])
        elif block[0] == "space":
            flow.append(Spacer(1, block[1] * mm))
        elif block[0] == "table":
            flow += [Spacer(1, 2 * mm), grid(block[1], block[2] if len(block) > 2 else None), Spacer(1, 3 * mm)]
    document.build(flow, onFirstPage=page, onLaterPages=page)
    return out.getvalue()


def biology_copy(lines, date, title="Compte rendu d'examens de biologie médicale"):
    """The laboratory's own page. It names no patient, so that any record may hold it."""
    return text_pdf(
        title,
        [
            f"Prélèvement du {date}, effectué au laboratoire. Biologiste responsable : {PEOPLE['vasseur'].name}.",
            ("table", [["Analyse", "Résultat", "Valeurs de référence"], *[[a, b, c.replace("<", "&lt;").replace(">", "&gt;")] for a, b, c in lines]]),
            "Compte rendu validé électroniquement. Les examens couverts par l'accréditation sont identifiés par un astérisque sur la version signée.",
            ("small", "Les résultats doivent être interprétés par le médecin prescripteur, qui connaît votre situation. En cas de doute, ne modifiez pas seul votre traitement."),
        ],
        place="bioaune",
    )


def font(size, bold=False, hand=False):
    name = "DejaVuSerif-Italic" if hand else "DejaVuSans-Bold" if bold else "DejaVuSans"
    for path in (f"/usr/share/fonts/truetype/dejavu/{name}.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"):
        try:
            return ImageFont.truetype(path, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def sheet(lines, angle=0.6, size=(1240, 1754), noise=True):
    """A page as a scanner sees it, grey and a little askew; a line is (x, y, text, size, style)."""
    page = Image.new("L", size, 250)
    draw = ImageDraw.Draw(page)
    for x, y, text, height, style in lines:
        if style == "rule":
            draw.line((x, y, x + height, y), fill=90, width=2)
        elif style == "box":
            draw.rectangle((x, y, x + height, y + 40), outline=60, width=2)
            if text:
                draw.line((x + 5, y + 8, x + height - 5, y + 34), fill=40, width=4)
                draw.line((x + 5, y + 34, x + height - 5, y + 8), fill=40, width=4)
        elif style == "sign":
            points = [(x + i * 7, y + (-1) ** i * (34 - i) + (i * i) % 13) for i in range(int(height))]
            draw.line(points, fill=45, width=4, joint="curve")
        else:
            draw.text((x, y), text, font=font(height, style == "bold", style == "hand"), fill=70 if style == "hand" else 25)
    page = page.rotate(angle, fillcolor=250, resample=Image.BICUBIC)
    return page.filter(ImageFilter.GaussianBlur(0.6)) if noise else page


def scan_pdf(pages, quality=45):
    """A PDF that holds only pictures of pages: no text layer at all."""
    from reportlab.pdfgen import canvas
    from reportlab.lib.utils import ImageReader

    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=A4, invariant=1)
    made.setTitle("")
    for page in pages:
        jpeg = io.BytesIO()
        page.save(jpeg, "JPEG", quality=quality, optimize=True)
        jpeg.seek(0)
        made.drawImage(ImageReader(jpeg), 0, 0, A4[0], A4[1])
        made.showPage()
    made.save()
    return out.getvalue()
