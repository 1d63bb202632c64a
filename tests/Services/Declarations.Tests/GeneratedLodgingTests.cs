using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Generated;
using Clearance.Declarations.Grpc;
using Grpc.Core;

namespace Clearance.Declarations.Tests;

/// <summary>The generated forms through the service's own API: valid ones are accepted, spoiled ones are refused and leave nothing.</summary>
public sealed class GeneratedLodgingTests(Window window) : IClassFixture<Window>
{
    private const int Forms = 300;

    [Fact]
    public async Task Valid_forms_are_accepted()
    {
        var generator = new FormGenerator(300);
        for (var number = 0; number < Forms; number++)
        {
            var lodged = await window.LodgeAsync(FormWriter.Write(generator.Next()));
            Assert.Equal(Declaration.Types.State.Accepted, lodged.State);
        }
    }

    [Fact]
    public async Task Forms_with_one_defect_are_refused_with_it_and_nothing_is_stored()
    {
        // No tariff behind this host: its defects are for the domain's series. On the wire price and currency are one value.
        var defects = Defect.All.Where(defect => !defect.Path.Contains("quarantine", StringComparison.Ordinal) && !Defect.OfTheTariff.Any(other => other.Code == defect.Code)
            && defect.Code != "TOTAL_PRICE_REQUIRED" && defect.Path != "client_reference").ToArray();
        var generator = new FormGenerator(301);
        for (int number = 0, place = 0; number < Forms; place++)
        {
            var defect = defects[place % defects.Length];
            if (defect.Spoil(generator.Next()) is not { } form)
            {
                continue;
            }

            form = form with { ClientReference = "SPOILED" };
            var fault = await Assert.ThrowsAsync<RpcException>(() => window.LodgeAsync(FormWriter.Write(form)));
            Assert.Equal(defect.Code, Assert.Single(Errors.CodesOf(fault)));
            number++;
        }

        var stored = await window.AsOfficer.ListDeclarationsAsync(new ListDeclarationsRequest { ClientReference = "SPOILED" });
        Assert.Empty(stored.Declarations);
    }
}
