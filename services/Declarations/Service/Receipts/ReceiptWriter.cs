using System.Globalization;
using System.Text;
using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.DecMessages;
using Clearance.Kernel;
using Google.Protobuf.WellKnownTypes;
using Result = Clearance.Declarations.Domain.Receipts.Receipt;
using State = Clearance.Declarations.Domain.Declaration;

namespace Clearance.Declarations.Receipts;

/// <summary>Receipts as trade software reads them: DecImportResponse of the gateway, DEC_RESULT of customs.</summary>
internal static class ReceiptWriter
{
    private const string Gateway = "response";

    /// <summary>Every receipt of a declaration, the gateway's answer first.</summary>
    public static IEnumerable<Receipt> All(State declaration) =>
        Domain.Receipts.Receipts.Of(declaration).Select(receipt => Write(declaration, receipt)).DistinctBy(receipt => receipt.Name).Prepend(Taken(declaration));

    /// <summary>A result of customs.</summary>
    public static Receipt Write(State declaration, Result result)
    {
        var meaning = result.Meaning;
        return new Receipt
        {
            Name = NameOf(declaration, string.Create(CultureInfo.InvariantCulture, $"{result.Channel}-{result.Time.UtcDateTime:yyyyMMdd'T'HHmmssffffff}")),
            Kind = Receipt.Types.Kind.Result,
            Channel = result.Channel,
            ChannelText = meaning.English,
            Text = result.Text,
            TextZh = result.TextZh,
            NoticeTime = Timestamp.FromDateTimeOffset(result.Time),
            FileName = string.Create(CultureInfo.InvariantCulture, $"Receipt_{declaration.DeclarationNumber}_{result.Channel}_{result.Time.ToOffset(CustomsTime.Offset):yyyyMMddHHmmssffffff}.xml"),
            Content = ContentOf("DEC_DATA", RowOf(
                "DEC_RESULT",
                ("CUS_CIQ_NO", declaration.UnifiedNumber),
                ("ENTRY_ID", declaration.DeclarationNumber),
                ("NOTICE_DATE", result.Time.ToOffset(CustomsTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
                ("CHANNEL", result.Channel),
                ("NOTE", $"{meaning.Chinese}：{result.TextZh}"),
                ("CUSTOM_MASTER", declaration.Form.CustomsOffice),
                ("I_E_DATE", Day(declaration.Form.EntryDate)),
                ("D_DATE", Day(declaration.AcceptTime is { } accepted ? CustomsTime.DateOf(accepted) : null)))),
        };
    }

    /// <summary>The answer of the gateway to a form that it took in.</summary>
    public static Receipt Taken(State declaration)
    {
        var text = declaration.AcceptTime is null ? ("The form was saved.", "暂存成功") : ("The form was declared.", "申报成功");
        return new Receipt
        {
            Name = NameOf(declaration, Gateway),
            Kind = Receipt.Types.Kind.ImportResponse,
            Text = text.Item1,
            TextZh = text.Item2,
            NoticeTime = Timestamp.FromDateTimeOffset(declaration.CreateTime),
            FileName = string.Create(CultureInfo.InvariantCulture, $"Successed_{declaration.UnifiedNumber}_{declaration.CreateTime.ToOffset(CustomsTime.Offset):yyyyMMddHHmmssffffff}.xml"),
            Content = ResponseOf("0", text.Item2, declaration.Form.ClientReference, declaration.UnifiedNumber),
        };
    }

    /// <summary>A gateway's answer: 0 is taken in, anything else is not.</summary>
    public static string ResponseOf(string code, string message, string clientReference, string unifiedNumber)
    {
        var row = RowOf(
            "DecImportResponse", ("ResponseCode", code), ("ErrorMessage", message), ("ClientSeqNo", clientReference), ("SeqNo", unifiedNumber), ("TrnPreId", string.Empty));
        return Encoding.UTF8.GetString(DecWriter.Write(row, DecEncoding.Utf8));
    }

    private static string NameOf(State declaration, string receipt) => $"{DeclarationsTables.NameOf(declaration.Key)}/receipts/{receipt}";

    private static string ContentOf(string name, DecElement row)
    {
        var root = new DecElement(name);
        root.Add(row);
        return Encoding.UTF8.GetString(DecWriter.Write(root, DecEncoding.Utf8));
    }

    private static DecElement RowOf(string name, params ReadOnlySpan<(string Name, string Text)> texts)
    {
        var row = new DecElement(name);
        foreach (var (element, text) in texts)
        {
            row.Add(new DecElement(element) { Raw = text });
        }

        return row;
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? string.Empty;
}
