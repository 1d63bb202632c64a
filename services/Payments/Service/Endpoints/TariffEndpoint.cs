using System.Globalization;
using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Engine.Query;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain.Duty;
using Clearance.Payments.Domain.Settlement;
using Clearance.Payments.Domain.Tariffs;
using Clearance.Payments.Mapping;
using Grpc.Core;
using Tariff = Clearance.Payments.Domain.Tariffs.Tariff;

namespace Clearance.Payments.Endpoints;

/// <summary>Looks into the tariff.</summary>
internal sealed class TariffEndpoint(
    PaymentsDefinition definition, IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader, TimeProvider clock) : TariffService.TariffServiceBase
{
    private const int MaxPrefix = 10;
    private const int MaxSearch = 100;

    /// <inheritdoc/>
    public override Task<TariffLine> GetTariffLine(GetTariffLineRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        var date = DateOf(request.Date, errors);
        errors.ThrowIfAny();
        var code = Names.KeyOf(Names.TariffLines, request.Name);
        var tariff = definition.Shelf.On(date).Tariff;
        return Task.FromResult(tariff.Find(code, date) is { } entry
            ? entry.ToWire(date, tariff.Version)
            : throw new RefusedException(Tenancy.NotFound(Names.TariffLines, code)));
    }

    /// <inheritdoc/>
    public override Task<ListTariffLinesResponse> ListTariffLines(ListTariffLinesRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        var date = DateOf(request.Date, errors);
        errors.Require(
            request.CodePrefix.Length <= MaxPrefix && request.CodePrefix.All(char.IsAsciiDigit),
            "code_prefix", "Not the beginning of a commodity code.", "Give 0 to 10 digits, e.g. 8482.");
        errors.Require(request.SearchText.Length <= MaxSearch, "search_text", "Too long.", $"Give words of at most {MaxSearch} characters in all.");
        errors.ThrowIfAny();

        var tariff = definition.Shelf.On(date).Tariff;
        var list = string.Create(CultureInfo.InvariantCulture, $"{Names.TariffLines}/{tariff.Version}/{request.CodePrefix}/{date:yyyy-MM-dd}/{request.SearchText}");
        var (size, after) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list)?.Key ?? string.Empty);
        var entries = Tariff.Search(tariff.List(request.CodePrefix, after, date), request.SearchText).Take(size + 1).ToArray();
        return Task.FromResult(new ListTariffLinesResponse
        {
            TariffLines = { entries.Take(size).Select(entry => entry.ToWire(date, tariff.Version)) },
            NextPageToken = entries.Length > size ? new PageToken(0, entries[size - 1].Code).Write(list) : string.Empty,
        });
    }

    /// <inheritdoc/>
    public override Task<ExplainTariffRateResponse> ExplainTariffRate(ExplainTariffRateRequest request, ServerCallContext context)
    {
        var errors = new FieldErrors();
        var date = DateOf(request.Date, errors);
        var line = new GoodsLine(1, Names.KeyOf(Names.TariffLines, request.Name), Money.Zero)
        {
            Origin = LineClaims.OriginOf("origin_country", request.OriginCountry, errors),
            Agreement = LineClaims.AgreementOf("agreement", request.Agreement, errors),
            Maker = LineClaims.MakerOf("maker", request.Maker, errors),
            InQuota = request.InQuota,
        };
        errors.ThrowIfAny();
        var tariff = definition.Shelf.On(date).Tariff;
        var entry = tariff.Find(line.CommodityCode, date) ?? throw new RefusedException(Tenancy.NotFound(Names.TariffLines, line.CommodityCode));
        var trail = RateTrail.Of(line with { Rates = entry.Rates }, null, date);
        return Task.FromResult(trail.ToWire(entry.Rates.For(line), tariff.Version));
    }

    /// <inheritdoc/>
    public override Task<ImportTariffResponse> ImportTariff(ImportTariffRequest request, ServerCallContext context) =>
        new TariffImport(definition, engine, reader).RunAsync(request, context);

    /// <inheritdoc/>
    public override async Task<Contracts.Payment.V1.Tariff> GetTariff(GetTariffRequest request, ServerCallContext context)
    {
        var id = Names.KeyOf(Names.Tariffs, request.Name);
        return id == Tariff.Sample.Version ? TariffMapping.SampleToWire()
            : await reader.FindAsync(Tables.Tariffs, id, context.CancellationToken) is { } found ? found.State.ToWire()
            : throw new RefusedException(Tenancy.NotFound(Names.Tariffs, id));
    }

    /// <inheritdoc/>
    public override async Task<ListTariffsResponse> ListTariffs(ListTariffsRequest request, ServerCallContext context)
    {
        var page = await reader.ListAsync(Tables.Tariffs, new ListQuery(request.PageSize, request.PageToken), context.CancellationToken);
        var answer = new ListTariffsResponse { Tariffs = { page.Rows.Select(row => row.State.ToWire()) }, NextPageToken = page.NextPageToken };
        if (page.NextPageToken.Length == 0)
        {
            answer.Tariffs.Add(TariffMapping.SampleToWire());
        }

        return answer;
    }

    /// <inheritdoc/>
    public override Task<CompareTariffsResponse> CompareTariffs(CompareTariffsRequest request, ServerCallContext context)
    {
        var (after, before) = (VersionOf(request.Name, "name"), VersionOf(request.Base, "base"));
        var list = $"{Names.Tariffs}/{after.Version}/{before.Version}";
        var (size, seen) = (PageToken.SizeOf(request.PageSize), PageToken.Read(request.PageToken, list)?.Position ?? 0);
        var changes = TariffComparison.Of(before, after).Skip((int)seen).Take(size + 1).ToArray();
        return Task.FromResult(new CompareTariffsResponse
        {
            Changes = { changes.Take(size).Select(change => change.ToWire()) },
            NextPageToken = changes.Length > size ? new PageToken(seen + size, string.Empty).Write(list) : string.Empty,
        });
    }

    private Tariff VersionOf(string name, string field)
    {
        var id = Names.KeyOf(Names.Tariffs, name, field);
        return definition.Shelf.Find(id) ?? throw new RefusedException(Tenancy.NotFound(Names.Tariffs, id));
    }

    private DateOnly DateOf(string text, FieldErrors errors)
    {
        var today = CustomsTime.DateOf(clock.GetUtcNow());
        if (text.Length == 0)
        {
            return today;
        }

        var isDay = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        errors.Require(isDay, "date", "Not a day.", "Write it as YYYY-MM-DD, e.g. 2018-10-23, or leave it out for today.");
        return isDay ? date : today;
    }
}
