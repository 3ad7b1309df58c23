"""Pictures drawn here, pixel by pixel: nothing is a photograph of anybody."""

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

from pdfs import font


# What a telephone held upright writes: "turn me a quarter to the right" (EXIF orientation 6).
SIDEWAYS = Image.Exif()
SIDEWAYS[0x0112] = 6


def turned(image):
    """The picture as the sensor saw it, lying on its side."""
    return image.transpose(Image.Transpose.ROTATE_90)


def saved(image, ending, **options):
    out = io.BytesIO()
    image.save(out, ending, **options)
    return out.getvalue()


def grain(image, seed, amount=10):
    """Film grain, the same at every run."""
    source = random.Random(seed)
    noise = Image.frombytes("L", (image.width // 2, image.height // 2), source.randbytes((image.width // 2) * (image.height // 2))).resize(image.size)
    return Image.blend(image, noise, amount / 255)


def knee(side=True, width=520, height=700, seed=7, label="G. DROIT"):
    """A knee as an X-ray shows it, from the front or from the side."""
    picture = Image.new("L", (width, height), 12)
    draw = ImageDraw.Draw(picture)
    middle = width // 2
    draw.polygon([(middle - 150, 0), (middle + 150, 0), (middle + 130, height // 2), (middle + 125, height), (middle - 125, height), (middle - 130, height // 2)], fill=52)
    shift = 18 if side else 0
    draw.polygon([(middle - 48 + shift, 0), (middle + 48 + shift, 0), (middle + 58, 210), (middle + 104, 300), (middle + 96, 336), (middle - 96, 336), (middle - 104, 300), (middle - 58, 210)], fill=165)
    draw.ellipse((middle - 108, 262, middle - 4, 344), fill=172)
    draw.ellipse((middle + 4, 262, middle + 108, 344), fill=172)
    draw.polygon([(middle - 106, 362), (middle + 106, 362), (middle + 84, 420), (middle + 54, 520), (middle + 46, height), (middle - 46, height), (middle - 54, 520), (middle - 84, 420)], fill=168)
    draw.line((middle - 104, 364, middle + 104, 364), fill=205, width=5)
    if side:
        draw.ellipse((middle - 170, 220, middle - 108, 312), fill=158)
    else:
        draw.ellipse((middle - 42, 196, middle + 42, 286), fill=188)
        draw.polygon([(middle + 92, 400), (middle + 122, 410), (middle + 104, height), (middle + 84, height)], fill=130)
    picture = grain(picture.filter(ImageFilter.GaussianBlur(5)), seed, 16)
    ImageDraw.Draw(picture).text((16, 14), label, font=font(20, True), fill=225)
    return picture


def slice_of_knee(number, seed):
    """One page of an MRI series: grey rounds that grow and shrink with depth."""
    picture = Image.new("L", (420, 420), 4)
    draw = ImageDraw.Draw(picture)
    reach = 1 - abs(number - 4) * 0.07
    for box, shade in (((70, 20, 350, 400), 62), ((105, 30, 315, 205), 148), ((110, 222, 310, 400), 140), ((96, 196, 200, 232), 28), ((224, 196, 326, 232), 28), ((60, 110, 102, 190), 130)):
        x, y, z, w = box
        cx, cy = (x + z) / 2, (y + w) / 2
        draw.ellipse((cx - (cx - x) * reach, cy - (cy - y) * reach, cx + (z - cx) * reach, cy + (w - cy) * reach), fill=shade)
    if number in (4, 5):
        draw.line((104, 208, 140, 224), fill=215, width=4)
    picture = grain(picture.filter(ImageFilter.GaussianBlur(3)), seed, 18)
    ink = ImageDraw.Draw(picture)
    ink.text((10, 8), "IRM GENOU D   SAG DP FS", font=font(14), fill=220)
    ink.text((10, 394), f"Coupe {number}/8   4 mm", font=font(14), fill=220)
    return picture


def panoramic():
    """Two rows of teeth on a curve, as a dentist's panoramic picture."""
    picture = Image.new("L", (900, 430), 26)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, -260, 840, 330), outline=70, width=60)
    draw.ellipse((30, 80, 870, 620), outline=78, width=70)
    for row, base, sign in ((0, 168, -1), (1, 262, 1)):
        for n in range(16):
            if row == 1 and n == 0:
                continue
            x = 110 + n * 45
            bend = int(26 * math.cos((n - 7.5) / 7.5 * 1.4))
            broad = 20 if n in (0, 1, 2, 13, 14, 15) else 14
            y = base + bend
            draw.polygon([(x - broad, y), (x + broad, y), (x + broad - 5, y + sign * 44), (x + 4, y + sign * 96), (x - 4, y + sign * 96), (x - broad + 5, y + sign * 44)], fill=176)
            draw.rectangle((x - broad, y - 6, x + broad, y + 6), fill=208)
            if (row, n) == (0, 2):
                draw.rectangle((x - broad, y - 14, x + broad, y + 18), fill=248)
    picture = grain(picture.filter(ImageFilter.GaussianBlur(2.4)), 3, 14)
    ImageDraw.Draw(picture).text((14, 12), "D", font=font(24, True), fill=230)
    ImageDraw.Draw(picture).text((868, 12), "G", font=font(24, True), fill=230)
    return picture


def dental_chart():
    """The scheme of the teeth: numbers, squares, a legend; lines and flat colours, so PNG."""
    chart = Image.new("RGB", (980, 420), "white")
    draw = ImageDraw.Draw(chart)
    draw.text((20, 14), "Schéma dentaire - 10/06/2026", font=font(22, True), fill="black")
    marks = {16: ("#3b6ea5", "couronne"), 15: ("#8a8a8a", "composite"), 26: ("#c23b22", "à soigner"), 36: ("#8a8a8a", "composite"), 46: ("#e0b000", "sensible"), 48: ("white", "absente")}
    upper = [18, 17, 16, 15, 14, 13, 12, 11, 21, 22, 23, 24, 25, 26, 27, 28]
    lower = [48, 47, 46, 45, 44, 43, 42, 41, 31, 32, 33, 34, 35, 36, 37, 38]
    for teeth, y in ((upper, 90), (lower, 210)):
        for n, tooth in enumerate(teeth):
            x = 30 + n * 57 + (16 if n > 7 else 0)
            colour = marks.get(tooth, ("#f2eee2", ""))[0]
            draw.rectangle((x, y, x + 48, y + 60), fill=colour, outline="black", width=2)
            if tooth == 48:
                draw.line((x, y, x + 48, y + 60), fill="black", width=3)
                draw.line((x + 48, y, x, y + 60), fill="black", width=3)
            draw.text((x + 10, y + (66 if teeth is lower else -26)), str(tooth), font=font(18), fill="black")
    for n, (colour, said) in enumerate((("#3b6ea5", "couronne (16)"), ("#8a8a8a", "composite (15, 36)"), ("#c23b22", "carie à soigner (26)"), ("#e0b000", "collet sensible (46)"), ("white", "absente (48)"))):
        x = 30 + (n % 3) * 310
        y = 322 + (n // 3) * 40
        draw.rectangle((x, y, x + 26, y + 26), fill=colour, outline="black")
        draw.text((x + 36, y + 2), said, font=font(18), fill="black")
    return chart


def insurance_card():
    card = Image.new("RGB", (860, 540), "#eef4f2")
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 860, 96), fill="#1f5f5b")
    draw.text((28, 28), "MUTUELLE DU VAL D'AUNE", font=font(34, True), fill="white")
    lines = [("Carte de tiers payant 2026", 28, True), ("Bénéficiaire : MARTIN Camille   14/03/1979", 24, False), ("N° adhérent : 0099 4417 203", 24, False), ("Validité : du 01/01/2026 au 31/12/2026", 24, False), ("Pharmacie 100 %   Laboratoire 100 %   Radiologie 100 %", 22, False), ("Hospitalisation : prise en charge sur demande", 22, False), ("Optique et dentaire : devis préalable", 22, False), ("Télétransmission : code 99900117   DRE 99", 22, False)]
    for n, (text, size, bold) in enumerate(lines):
        draw.text((30, 122 + n * 46), text, font=font(size, bold), fill="#16302e")
    draw.text((30, 500), "Document fictif, sans valeur.", font=font(18), fill="#4a4a4a")
    return card


def notebook():
    """A page of the peak-flow notebook, photographed on a table in the evening light."""
    picture = Image.new("RGB", (900, 1180), "#7d5a3c")
    page = Image.new("RGB", (740, 1020), "#f7f3e6")
    draw = ImageDraw.Draw(page)
    draw.text((40, 26), "Mon souffle - octobre 2026", font=font(34, hand=True), fill="#1d3a7a")
    for n, head in enumerate(("jour", "matin", "soir", "remarque")):
        draw.text((40 + n * 150, 96), head, font=font(26, True), fill="#333333")
    rows = [("12", 430, 440, ""), ("13", 435, 445, ""), ("14", 430, 440, "vent, pollen ?"), ("15", 410, 420, "rhume"), ("16", 395, 410, "rhume, 1 Ventoline"), ("17", 405, 425, ""), ("18", 420, 435, ""), ("19", 430, 440, "marche 1 h"), ("20", 435, 440, "vaccin grippe"), ("21", 435, 450, ""), ("22", 440, 450, "")]
    for n, (day, morning, evening, note) in enumerate(rows):
        y = 146 + n * 74
        draw.line((30, y + 52, 712, y + 52), fill="#9db4cc", width=2)
        for x, text in ((44, day), (190, str(morning)), (340, str(evening)), (480, note)):
            draw.text((x, y), text, font=font(28 if x < 480 else 24, hand=True), fill="#1d3a7a")
    picture.paste(page.rotate(2.2, expand=True, fillcolor="#7d5a3c", resample=Image.BICUBIC), (54, 54))
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def heart_trace(page):
    """A page of an electrocardiogram: six leads on squared paper."""
    sheet = Image.new("L", (1000, 700), 255)
    draw = ImageDraw.Draw(sheet)
    for x in range(0, 1000, 10):
        draw.line((x, 60, x, 700), fill=190 if x % 50 == 0 else 228)
    for y in range(60, 700, 10):
        draw.line((0, y, 1000, y), fill=190 if y % 50 == 10 else 228)
    draw.text((12, 8), f"ECG 12 dérivations  09/02/2025 20:31  25 mm/s 10 mm/mV  page {page}/2", font=font(20), fill=0)
    draw.text((12, 34), "FC 106/min  PR 148 ms  QRS 86 ms  QTc 418 ms  Tachycardie sinusale", font=font(16), fill=0)
    leads = ["DI", "DII", "DIII", "aVR", "aVL", "aVF"] if page == 1 else ["V1", "V2", "V3", "V4", "V5", "V6"]
    for n, lead in enumerate(leads):
        middle = 130 + n * 100
        tall = (34 + 7 * n) * (-1 if lead in ("aVR", "V1") else 1)
        points = []
        for x in range(0, 1000):
            t = (x % 113) / 113
            y = 5 * math.exp(-((t - 0.18) / 0.03) ** 2) + tall * math.exp(-((t - 0.36) / 0.012) ** 2) - tall * 0.25 * math.exp(-((t - 0.40) / 0.012) ** 2) + 10 * math.exp(-((t - 0.62) / 0.05) ** 2)
            points.append((x, middle - y))
        draw.line(points, fill=0, width=2)
        draw.text((8, middle - 46), lead, font=font(18, True), fill=0)
    return sheet


def tiff(pages, mono=False):
    frames = [p.convert("1") if mono else p for p in pages]
    compression = "group4" if mono else "jpeg"
    options = {} if mono else {"quality": 70}
    return saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], compression=compression, dpi=(100, 100), **options)
