using System.Globalization;
using System.Text.RegularExpressions;
using Clearance.Declarations.Domain.Form;

namespace Clearance.Declarations.Domain.Rules;

/// <summary>What the mode of transport asks of the means of transport, the voyage, the waybill and the route (DOMAIN 1.6).</summary>
internal static partial class TransportRules
{
    private const string China = "CHN";
    private const string NoForeignPort = "CHN000";

    /// <summary>True for modes that only move goods between places inside the territory.</summary>
    internal static bool IsDomesticTransfer(string mode) => mode is "0" or "1" or "7" or "8" or "W" or "X" or "Y" or "Z" or "H" or "T";

    internal static void Check(DeclarationForm form, FormReport report)
    {
        var transport = form.Transport;
        if (IsDomesticTransfer(transport.Mode))
        {
            DomesticTransfer(form, report);
            return;
        }

        if (transport.Mode is "2" or "3" or "4" or "5" or "6")
        {
            Needed(report, "transport.name", transport.Name);
        }

        if (transport.Mode is "2" or "3" or "5" or "6")
        {
            Needed(report, "transport.bill_of_lading", transport.BillOfLading);
        }

        if (transport.BillOfLading.Length > 0 && !BillShape().IsMatch(transport.BillOfLading))
        {
            report.Add("transport.bill_of_lading", "BILL_OF_LADING_MALFORMED", "A bill of lading number has Latin letters, digits and the signs - _ * / . only.", "提运单号只能包含字母、数字及 - _ * / . 。", "Leave blanks out; by air write master and house number joined with _.");
        }

        Voyage(transport, report);
    }

    private static void Voyage(Transport transport, FormReport report)
    {
        if (transport.Mode == "2")
        {
            Needed(report, "transport.voyage", transport.Voyage);
        }
        else if (transport.Mode == "5" && transport.Voyage.Length > 0)
        {
            report.Forbidden("transport.voyage", "VOYAGE", "Voyage number", "航次号", "by air the flight number is the name of the means of transport");
        }
        else if (transport.Mode is "3" or "6" && !IsDay(transport.Voyage))
        {
            report.Add("transport.voyage", "VOYAGE_NOT_A_DAY", "By rail and post the voyage number is the day of entry, yyyyMMdd.", "铁路及邮件运输的航次号应为进出境日期（yyyyMMdd）。", "Write it like 20181023.");
        }
    }

    private static void DomesticTransfer(DeclarationForm form, FormReport report)
    {
        const string because = "goods that move inside the territory have no means of transport across the border";
        foreach (var path in (string[])["transport.name", "transport.voyage", "transport.bill_of_lading"])
        {
            var field = HeaderFields.TextAt(path);
            if (field.Read(form).Length > 0)
            {
                report.Forbidden(path, field.Code, field.English, field.Chinese, because);
            }
        }

        if (form.TradeCountry.Length > 0 && form.TradeCountry != China)
        {
            report.Add("trade_country", "TRADE_COUNTRY_NOT_CHINA", "Goods that move inside the territory come from and go to CHN.", "境内流转货物的启运国/运抵国应为中国。", "Write CHN, or correct the mode of transport.");
        }

        if (form.TransitPort.Length > 0 && form.TransitPort != NoForeignPort)
        {
            report.Add("transit_port", "TRANSIT_PORT_NOT_CHINA", "Goods that move inside the territory pass no foreign port.", "境内流转货物的经停港/指运港应为CHN000。", "Write CHN000, or correct the mode of transport.");
        }
    }

    private static void Needed(FormReport report, string path, string value)
    {
        if (value.Length == 0)
        {
            var field = HeaderFields.TextAt(path);
            report.Missing(path, field.Code, field.English, field.Chinese);
        }
    }

    private static bool IsDay(string text) => DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^[0-9A-Za-z_*/.-]+\z", RegexOptions.ExplicitCapture)]
    private static partial Regex BillShape();
}
