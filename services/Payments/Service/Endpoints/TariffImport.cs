using Clearance.Contracts.Payment.V1;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Payments.Domain;
using Clearance.Payments.Domain.Tariffs;
using Clearance.Payments.Mapping;
using Grpc.Core;
using Tariff = Clearance.Payments.Domain.Tariffs.Tariff;

namespace Clearance.Payments.Endpoints;

/// <summary>Takes in a whole tariff: read and checked here, decided and stored in one message.</summary>
internal sealed class TariffImport(PaymentsDefinition definition, IEngine<PaymentsDefinition> engine, IReader<PaymentsDefinition> reader)
{
    /// <summary>Bytes that a tariff may have unpacked: 250,000 lines of 250 bytes.</summary>
    public const int MostBytes = 64 * 1024 * 1024;

    private const int ShortestId = 4;
    private const int LongestId = 40;
    private const int LongestNote = 200;

    public async Task<ImportTariffResponse> RunAsync(ImportTariffRequest request, ServerCallContext context)
    {
        var effective = Check(request);
        var csv = CsvContent.Unpack(request.Content.Memory, MostBytes, Reasons.TariffUnreadable);
        using var text = CsvContent.Open(csv);
        var reading = TariffFile.Read(request.TariffId, text);
        if (reading.Tariff is not { } tariff)
        {
            return new ImportTariffResponse { Errors = { reading.Errors.Select(ToWire) }, ErrorCount = reading.ErrorCount };
        }

        var import = new ImportTariff(
            request.TariffId, effective, request.Note.Trim(), tariff.Count, tariff.Codes.Count, CsvContent.HashOf(csv), CsvContent.Pack(csv));
        var command = context.Command(request);
        if (request.ValidateOnly)
        {
            var there = await reader.FindAsync(Tables.Tariffs, import.Tariff, context.CancellationToken);
            var decision = TariffRules.Decide(there?.State, import, new Occasion(command.Time, command.Actor, command.Id));
            return Answer(decision.State ?? throw new RefusedException(decision.Refusal!));
        }

        var answer = await engine.SendAsync(Tables.Tariffs, import.Tariff, import, command, Answer, context.CancellationToken);
        await definition.Shelf.LoadAsync(reader, context.CancellationToken);
        return answer;
    }

    private static ImportTariffResponse Answer(TariffVersion version) => new() { Tariff = version.ToWire() };

    private static DateOnly Check(ImportTariffRequest request)
    {
        var errors = new FieldErrors();
        errors.Require(
            request.TariffId.Length is >= ShortestId and <= LongestId && request.TariffId.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign == '-'),
            "tariff_id", "Not an id.", $"Give {ShortestId} to {LongestId} small letters, digits and dashes, e.g. official-2019.");
        errors.Require(request.TariffId != Tariff.Sample.Version, "tariff_id", "The id of the sample that the suite ships.", "Take another id, e.g. official-2019.");
        errors.Require(request.Note.Trim().Length <= LongestNote, "note", "Too long.", $"Note at most {LongestNote} characters.");
        var effective = request.EffectiveDate?.ToKernel();
        errors.Require(effective is not null, "effective_date", "Not a day.", "Give year, month and day of the first acceptance that the version is used for.");
        errors.ThrowIfAny();
        return effective!.Value;
    }

    private static ImportTariffResponse.Types.LineError ToWire(TariffError error) => new() { Line = error.Line, Column = error.Column, Text = error.Text };
}
