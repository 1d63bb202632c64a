using Clearance.Contracts.Declaration.V1;
using Clearance.Contracts.Guarantee.V1;
using Clearance.Contracts.Payment.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Standalone.Demo;
using Date = Google.Type.Date;
using Money = Google.Type.Money;

namespace Clearance.Standalone.Bench.Load;

/// <summary>A firm of the load: who it is, what it has agreed with its bank, and its policy where it has one.</summary>
/// <param name="Uscc">Its code.</param>
/// <param name="CustomsCode">Its registration.</param>
/// <param name="Class">Its credit class.</param>
/// <param name="Caller">Its software.</param>
internal sealed record Firm(string Uscc, string CustomsCode, CreditClass Class, Partner Caller)
{
    /// <summary>Electronic payment agreement.</summary>
    public string Agreement { get; set; } = string.Empty;

    /// <summary>General guarantee for tax and missing papers; empty for firms that are not certified.</summary>
    public string Guarantee { get; set; } = string.Empty;

    /// <summary>True when customs lets it take goods before the papers are complete.</summary>
    public bool IsCertified => Class is CreditClass.AdvancedCertified or CreditClass.GeneralCertified;
}

/// <summary>
/// Everybody who calls the suite: firms of which few are large (Zipf), brokers who declare for them, banks, an insurer, the quay, officers.
/// </summary>
internal sealed class Town : IDisposable
{
    /// <summary>Firms that trade; the first of them are brokers too.</summary>
    public const int Firms = 300;

    /// <summary>Brokers; each declares for the firms that gave it a mandate.</summary>
    public const int Brokers = 20;

    private const int Banks = 4;
    private const int CallsAtOnce = 16;
    private static readonly TimeSpan TokenLife = TimeSpan.FromDays(1);
    private static readonly string[] Offices = ["0902", "0906", "0908"];

    private readonly LocalIssuer issuer;
    private readonly double[] cumulated;

    /// <summary>Gives everybody a token.</summary>
    /// <param name="doors">The doors of the suite.</param>
    /// <param name="keyFolder">Folder with the key of the local issuer.</param>
    public Town(Doors doors, string keyFolder)
    {
        issuer = LocalIssuer.Open(keyFolder);
        Partner Make(string subject, string role, string? enterprise = null, string[]? offices = null) =>
            new(doors, subject, issuer.Issue(subject, [role], enterprise, TokenLife, offices));
        Operator = Make("bench-operator", Roles.Operator);
        Officer = Make("bench-officer", Roles.Officer, offices: Offices);
        Insurer = Make("bench-policy-desk", Roles.Guarantor, Code("N", 0));
        Quay = Make("bench-quay", Roles.Terminal, Code("P", 0));
        BankDesks = [.. Enumerable.Range(0, Banks).Select(i => (Code("M", i), Make($"bench-bank-{i}", Roles.Bank, Code("M", i))))];
        All = [.. Enumerable.Range(0, Firms).Select(i => new Firm(Code("A", i), $"210246{i:D4}", ClassOf(i), Make($"bench-firm-{i}", Roles.Declarant, Code("A", i))))];
        Certified = [.. All.Where(firm => firm.IsCertified)];
        cumulated = new double[Firms];
        for (var (i, sum) = (0, 0.0); i < Firms; i++)
        {
            cumulated[i] = sum += 1.0 / (i + 1);
        }
    }

    /// <summary>The operator, who registers firms and reads lists that span firms.</summary>
    public Partner Operator { get; }

    /// <summary>An officer of every office.</summary>
    public Partner Officer { get; }

    /// <summary>The insurer that issues the policies.</summary>
    public Partner Insurer { get; }

    /// <summary>The terminal that reports arrivals.</summary>
    public Partner Quay { get; }

    /// <summary>The banks.</summary>
    public IReadOnlyList<(string Code, Partner Desk)> BankDesks { get; }

    /// <summary>All firms, the largest first.</summary>
    public IReadOnlyList<Firm> All { get; }

    private IReadOnlyList<Firm> Certified { get; }

    /// <summary>A firm, the n-th of them with a chance in proportion to 1/n.</summary>
    public Firm Pick(Random dice, bool certified)
    {
        var firms = certified ? Certified : All;
        var place = Array.BinarySearch(cumulated, 0, firms.Count, dice.NextDouble() * cumulated[firms.Count - 1]);
        return firms[Math.Min(place < 0 ? ~place : place, firms.Count - 1)];
    }

    /// <summary>The broker of a firm.</summary>
    public Firm BrokerOf(Firm firm) => All[Index(firm) % Brokers];

    /// <summary>Registers everybody: firms, mandates, agreements, policies.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var several = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(All, several, async (firm, stop) => await RegisterAsync(firm, stop));
        await Parallel.ForEachAsync(All, several, async (firm, stop) => await AgreeAsync(firm, stop));
    }

    /// <inheritdoc/>
    public void Dispose() => issuer.Dispose();

    private async Task RegisterAsync(Firm firm, CancellationToken stop) => await Operator.Enterprises.CreateEnterpriseAsync(
        new CreateEnterpriseRequest
        {
            Enterprise = new Enterprise { Uscc = firm.Uscc, CustomsCode = firm.CustomsCode, DisplayName = NameOf(firm), CreditClass = firm.Class },
            RequestId = Play.RequestId().ToString(),
        },
        cancellationToken: stop);

    private async Task AgreeAsync(Firm firm, CancellationToken stop)
    {
        if (BrokerOf(firm) is var broker && broker != firm)
        {
            await firm.Caller.Enterprises.GrantMandateAsync(
                new GrantMandateRequest { Name = $"enterprises/{firm.Uscc}", Agent = broker.Uscc, RequestId = Play.RequestId().ToString() }, cancellationToken: stop);
        }

        var (bank, desk) = BankDesks[Index(firm) % Banks];
        var agreement = await firm.Caller.Agreements.CreateAgreementAsync(
            new CreateAgreementRequest
            {
                Agreement = new Agreement { Bank = bank, AccountNumber = $"6222{firm.Uscc[2..17]}", AccountHolder = NameOf(firm) },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: stop);
        await desk.Agreements.ConfirmAgreementAsync(
            new ConfirmAgreementRequest { Name = agreement.Name, RequestId = Play.RequestId().ToString() }, cancellationToken: stop);
        firm.Agreement = agreement.Name;
        if (firm.IsCertified)
        {
            firm.Guarantee = await InsureAsync(firm, stop);
        }
    }

    private async Task<string> InsureAsync(Firm firm, CancellationToken stop)
    {
        var today = CustomsTime.DateOf(TimeProvider.System.GetUtcNow());
        Date After(int days) => today.AddDays(days) is var day ? new Date { Year = day.Year, Month = day.Month, Day = day.Day } : new Date();
        var policy = await Insurer.Guarantees.CreateGuaranteeAsync(
            new CreateGuaranteeRequest
            {
                Guarantee = new Guarantee
                {
                    InstrumentNumber = $"BENCH-{firm.CustomsCode}",
                    Kind = Guarantee.Types.Kind.InsurancePolicy,
                    Scope = Guarantee.Types.Scope.General,
                    Uses = { Guarantee.Types.Use.Tax, Guarantee.Types.Use.Documents },
                    Insured = firm.Uscc,
                    BeneficiaryOffice = "0900",
                    Amount = new Money { CurrencyCode = "CNY", Units = 50_000_000_000 },
                    ValidFromDate = After(-1),
                    ValidToDate = After(300),
                    ClaimUntilDate = After(360),
                },
                RequestId = Play.RequestId().ToString(),
            },
            cancellationToken: stop);
        return policy.Name;
    }

    private static string NameOf(Firm firm) => $"示例企业{firm.CustomsCode}有限公司";

    private static int Index(Firm firm) => int.Parse(firm.CustomsCode.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture);

    // One in ten is certified in the higher class, four in ten in the lower.
    private static CreditClass ClassOf(int index) => (index % 10) switch
    {
        0 => CreditClass.AdvancedCertified,
        < 5 => CreditClass.GeneralCertified,
        _ => CreditClass.General,
    };

    private static string Code(string letter, int index) =>
        $"91210242M{letter}{index:D7}" is var signs ? signs + Uscc.CheckDigit(signs) : string.Empty;
}
