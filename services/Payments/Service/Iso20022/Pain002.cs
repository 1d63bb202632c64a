using System.Globalization;
using System.Xml.Linq;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Outcome = Clearance.Contracts.Payment.V1.ReportPaymentInstructionRequest.Types.Outcome;

namespace Clearance.Payments.Iso20022;

/// <summary>A status report, pain.002.001.10, as the reports that the API takes: everything after it is the same.</summary>
/// <param name="MessageId">Its MsgId.</param>
/// <param name="Reports">A report for each status that is an outcome.</param>
internal sealed record Pain002(string MessageId, IReadOnlyList<ReportPaymentInstructionRequest> Reports)
{
    private const int MostMessageId = 35;

    /// <summary>Reads a file.</summary>
    /// <exception cref="Kernel.RefusedException">It is no pain.002, or says nothing of a payment.</exception>
    public static Pain002 Read(ReadOnlyMemory<byte> bytes)
    {
        var report = IsoXml.Read(bytes, "pain.002.001.", "CstmrPmtStsRpt");
        var messageId = report.Text("GrpHdr", "MsgId");
        if (messageId.Length is 0 or > MostMessageId)
        {
            throw IsoXml.Malformed($"GrpHdr/MsgId is missing or longer than {MostMessageId} signs.");
        }

        var blocks = report.All("OrgnlPmtInfAndSts").ToList();
        return blocks.Count > 0
            ? new Pain002(messageId, [.. blocks.SelectMany(OfBlock)])
            : throw IsoXml.Malformed("a group status alone says nothing of a payment; give an OrgnlPmtInfAndSts for each instruction.");
    }

    // The transactions of a block say what became of each; without any, the status of the block is that of all.
    private static IEnumerable<ReportPaymentInstructionRequest> OfBlock(XElement block)
    {
        var transactions = block.All("TxInfAndSts").ToList();
        return transactions.Count > 0
            ? transactions.Select(transaction => Report(block, transaction, transaction.Text("TxSts"), transaction.Text("OrgnlEndToEndId"))).OfType<ReportPaymentInstructionRequest>()
            : Report(block, block, block.Text("PmtInfSts"), string.Empty) is { } whole ? [whole] : [];
    }

    private static ReportPaymentInstructionRequest? Report(XElement block, XElement status, string code, string endToEndId)
    {
        // Statuses on the way to an outcome, which a later report gives.
        if (code is "RCVD" or "ACTC" or "ACCP" or "ACFC" or "ACSP" or "ACWC" or "ACWP")
        {
            return null;
        }

        var report = new ReportPaymentInstructionRequest
        {
            Name = $"{Names.PaymentInstructions}/{block.Text("OrgnlPmtInfId")}",
            EndToEndId = endToEndId,
            BankReference = status.Text("AcctSvcrRef"),
            Outcome = code switch
            {
                "ACSC" or "ACCC" => Outcome.Succeeded,
                "RJCT" => Outcome.Failed,
                "PDNG" => Outcome.Unknown,
                _ => Outcome.Unspecified,
            },
        };
        if (report.Outcome == Outcome.Failed)
        {
            report.FailureReason = ReasonOf(status);

            // What was not booked has no booking reference; what stands for it must be the same in every repeat.
            report.BankReference = report.BankReference.Length > 0 ? report.BankReference : endToEndId.Length > 0 ? endToEndId : block.Text("OrgnlPmtInfId");
        }
        else if (report.Outcome == Outcome.Succeeded
            && DateTimeOffset.TryParse(status.Text("AccptncDtTm"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            report.DebitTime = time.ToWire();
        }

        return report;
    }

    private static string ReasonOf(XElement status)
    {
        var reason = status.All("StsRsnInf").Select(info => info.Text("Rsn", "Cd") is { Length: > 0 } code ? code : info.Text("Rsn", "Prtry"))
            .FirstOrDefault(text => text.Length > 0);
        return reason?.Replace(' ', '_').ToUpperInvariant() ?? "UNSPECIFIED";
    }
}
