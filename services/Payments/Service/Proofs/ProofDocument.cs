using System.Globalization;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Proofs;
using QRCoder;
using SkiaSharp;

namespace Clearance.Payments.Proofs;

/// <summary>Prints a proof of payment as a PDF of one page A4, in Chinese and English: the same proof gives the same bytes.</summary>
internal static class ProofDocument
{
    private const float Width = 595, Height = 842, Left = 60, Value = 270, QrSide = 120;
    private static readonly Lazy<SKTypeface> s_typeface = new(() =>
    {
        using var font = typeof(ProofDocument).Assembly.GetManifestResourceStream("proof-font.ttf")!;
        return SKTypeface.FromStream(font);
    });

    /// <summary>The typeface of the document: a subset, see README.</summary>
    public static SKTypeface Typeface => s_typeface.Value;

    /// <summary>The document.</summary>
    /// <param name="proof">What it says.</param>
    /// <param name="address">What the QR code and the subject of the file hold: where the code is checked.</param>
    public static byte[] Print(PaymentProof proof, string address)
    {
        using var stream = new MemoryStream();
        var metadata = SKDocumentPdfMetadata.Default;
        metadata.Title = proof.Number;
        metadata.Subject = address;
        metadata.Producer = "Clearance";
        metadata.Creation = proof.DebitTime.UtcDateTime;
        metadata.Modified = proof.DebitTime.UtcDateTime;
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            Draw(document.BeginPage(Width, Height), proof, address);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    /// <summary>Every line of text of a proof: label and value.</summary>
    public static IEnumerable<(string Label, string Value)> Lines(PaymentProof proof)
    {
        yield return ("税单号 Tax bill", proof.Number);
        yield return ("缴款人 Payer (USCC)", proof.Enterprise);
        yield return ("税费种类 Kind", KindOf(proof.Kind));
        yield return ("金额 Amount", string.Create(CultureInfo.InvariantCulture, $"CNY {proof.Amount.Amount:#,##0.00}"));
        yield return ("填发日期 Issued", proof.IssueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return ("缴款时间 Paid", proof.DebitTime.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        yield return ("验证码 Verification code", string.Join('-', proof.Code.Chunk(4).Select(signs => new string(signs))));
        if (proof.SelfPayment)
        {
            yield return ("自报自缴 Self-declared, self-paid", string.Empty);
        }
    }

    /// <summary>Draws the page.</summary>
    public static void Draw(SKCanvas canvas, PaymentProof proof, string address)
    {
        using var ink = new SKPaint { Color = SKColors.Black };
        using var title = Font(20);
        using var text = Font(11);
        canvas.DrawText("海关税费缴款凭证", Left, 90, SKTextAlign.Left, title, ink);
        canvas.DrawText("Proof of payment of customs taxes and fees", Left, 114, SKTextAlign.Left, text, ink);
        var y = 160f;
        foreach (var (label, value) in Lines(proof))
        {
            canvas.DrawText(label, Left, y, SKTextAlign.Left, text, ink);
            canvas.DrawText(value, Value, y, SKTextAlign.Left, text, ink);
            y += 26;
        }

        DrawQr(canvas, address, y + 10, ink);
        using var small = Font(7);
        canvas.DrawText(address, Left, y + QrSide + 26, SKTextAlign.Left, small, ink);
    }

    /// <summary>Without hints for a screen: they would move the letters of a print apart.</summary>
    private static SKFont Font(float size) => new(Typeface, size) { Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true };

    private static void DrawQr(SKCanvas canvas, string address, float top, SKPaint ink)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var side = QrSide / data.ModuleMatrix.Count;
        for (var row = 0; row < data.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < data.ModuleMatrix.Count; column++)
            {
                if (data.ModuleMatrix[row][column])
                {
                    canvas.DrawRect(Left + (column * side), top + (row * side), side, side, ink);
                }
            }
        }
    }

    private static string KindOf(TaxKind kind) => kind switch
    {
        TaxKind.ImportDuty => "进口关税 Import duty",
        TaxKind.ExportDuty => "出口关税 Export duty",
        TaxKind.AntiDumpingDuty => "反倾销税 Anti-dumping duty",
        TaxKind.ConsumptionTax => "消费税 Consumption tax",
        TaxKind.Vat => "进口增值税 Import VAT",
        TaxKind.CountervailingDuty => "反补贴税 Countervailing duty",
        TaxKind.SafeguardDuty => "保障措施关税 Safeguard duty",
        TaxKind.LateDeclarationFee => "滞报金 Late-declaration fee",
        TaxKind.LatePaymentFee => "滞纳金 Late-payment fee",
    };
}
