using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Clearance.Kernel;
using Clearance.Payments.Domain.Settlement;

namespace Clearance.Payments.Iso20022;

/// <summary>Payment instructions as a pain.001.001.09: a PmtInf block for each, a CdtTrfTxInf for each of its transactions.</summary>
internal static class Pain001
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static readonly XmlWriterSettings s_settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true };

    /// <summary>The file.</summary>
    /// <param name="instructions">Instructions of one bank; their open transactions are in the file.</param>
    /// <param name="messageId">Its MsgId, unique, at most 35 signs.</param>
    /// <param name="time">When it is made.</param>
    public static byte[] Write(IReadOnlyList<PaymentInstruction> instructions, string messageId, DateTimeOffset time)
    {
        var open = instructions.SelectMany(Open).ToList();
        using var file = new MemoryStream();
        using (var xml = XmlWriter.Create(file, s_settings))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            xml.WriteStartElement("GrpHdr");
            xml.WriteElementString("MsgId", messageId);
            xml.WriteElementString("CreDtTm", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            Sum(xml, open);
            Wrapped(xml, ["InitgPty", "Nm"], "CUSTOMS");
            xml.WriteEndElement();
            foreach (var instruction in instructions)
            {
                Block(xml, instruction);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return file.ToArray();
    }

    /// <summary>UETR of a transaction: a UUID of version 4 that is the same in every file.</summary>
    public static Guid Uetr(PaymentInstruction instruction, PaymentTransaction transaction)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{instruction.Key}/{transaction.EndToEndId}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static IEnumerable<PaymentTransaction> Open(PaymentInstruction instruction) => instruction.Transactions.Where(transaction => !transaction.IsFinal);

    private static void Block(XmlWriter xml, PaymentInstruction instruction)
    {
        xml.WriteStartElement("PmtInf");
        xml.WriteElementString("PmtInfId", instruction.Key);
        xml.WriteElementString("PmtMtd", "TRF");
        Sum(xml, [.. Open(instruction)]);
        Wrapped(xml, ["ReqdExctnDt", "Dt"], CustomsTime.DateOf(instruction.CreateTime).ToString("O", CultureInfo.InvariantCulture));
        xml.WriteStartElement("Dbtr");
        xml.WriteElementString("Nm", instruction.AccountHolder);
        Wrapped(xml, ["Id", "OrgId", "Othr", "Id"], instruction.Enterprise);
        xml.WriteEndElement();
        xml.WriteStartElement("DbtrAcct");
        Wrapped(xml, ["Id", "Othr", "Id"], instruction.AccountNumber);
        xml.WriteElementString("Ccy", Money.Yuan);
        xml.WriteEndElement();
        Wrapped(xml, ["DbtrAgt", "FinInstnId", "Othr", "Id"], instruction.Bank);
        foreach (var transaction in Open(instruction))
        {
            xml.WriteStartElement("CdtTrfTxInf");
            xml.WriteStartElement("PmtId");
            xml.WriteElementString("EndToEndId", transaction.EndToEndId);
            xml.WriteElementString("UETR", Uetr(instruction, transaction).ToString());
            xml.WriteEndElement();
            xml.WriteStartElement("Amt");
            xml.WriteStartElement("InstdAmt");
            xml.WriteAttributeString("Ccy", transaction.Amount.Currency);
            xml.WriteString(Fen(transaction.Amount));
            xml.WriteEndElement();
            xml.WriteEndElement();
            Wrapped(xml, ["Cdtr", "Nm"], "TREASURY");
            Wrapped(xml, ["RmtInf", "Strd", "CdtrRefInf", "Ref"], transaction.BillNumber);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Sum(XmlWriter xml, IReadOnlyCollection<PaymentTransaction> transactions)
    {
        xml.WriteElementString("NbOfTxs", transactions.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CtrlSum", Fen(transactions.Aggregate(Money.Zero, (sum, transaction) => sum + transaction.Amount)));
    }

    private static string Fen(Money amount) => amount.Amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Wrapped(XmlWriter xml, ReadOnlySpan<string> path, string text)
    {
        foreach (var name in path)
        {
            xml.WriteStartElement(name);
        }

        xml.WriteString(text);
        for (var depth = 0; depth < path.Length; depth++)
        {
            xml.WriteEndElement();
        }
    }
}
