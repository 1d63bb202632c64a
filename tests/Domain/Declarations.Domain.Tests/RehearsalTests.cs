using Clearance.Declarations.Domain.Form;
using Clearance.Declarations.Domain.Rules;
using Clearance.Kernel;

namespace Clearance.Declarations.Domain.Tests;

/// <summary>validate_only gives the same answer and leaves no trace; the identifiers check out.</summary>
public sealed class RehearsalTests
{
    [Fact]
    public void A_right_form_rehearses_to_an_accepted_one_without_numbers()
    {
        var decision = Rehearse(Forms.SeaImport, World.WithFirms());

        Assert.Null(decision.Refusal);
        Assert.Equal((DeclarationState.Accepted, "", null), (decision.State!.State, decision.State.DeclarationNumber, decision.State.AcceptTime));
        Assert.Empty(decision.Facts);
    }

    [Fact]
    public void A_wrong_form_rehearses_to_the_refusal_that_lodging_gives()
    {
        foreach (var defect in FormRuleTests.Defects)
        {
            var form = defect.Change(defect.Base ?? Forms.SeaImport);
            var world = World.WithFirms();
            Assert.Equal(world.Lodge(form)!.Violations, Rehearse(form, world).Refusal!.Violations);
        }
    }

    [Theory]
    [InlineData("CSQU3054383")]
    [InlineData("EXMU1234569")]
    [InlineData("MSKU0000006")]
    public void Check_digits_of_containers(string number) =>
        Assert.Equal(number[10], ContainerRules.CheckDigit(number.AsSpan(0, 10)));

    [Fact]
    public void A_check_digit_is_of_ten_signs()
    {
        Assert.Throws<ArgumentException>(() => ContainerRules.CheckDigit("CSQU"));
        Assert.Throws<ArgumentException>(() => ContainerRules.CheckDigit("csqu305438"));
    }

    private static Decision<Declaration> Rehearse(DeclarationForm form, World world) => Rehearsal.Of(
        null,
        world.Lodging(form),
        uscc => world.Enterprises.GetValueOrDefault(uscc),
        new Occasion(world.Now, new Actor("d", Roles.Declarant, form.Declarant.Uscc), Guid.Empty));
}
