using Clearance.Engine.Tests.Bank;

namespace Clearance.Engine.Tests;

public sealed class DefinitionTests
{
    [Theory]
    [InlineData("state")]
    [InlineData("due")]
    [InlineData("owner")]
    public void A_column_that_the_engine_or_the_definition_has_already_is_refused(string name)
    {
        var type = new AggregateType<Account, AccountMessage>("x", BankJson.Default.Account, BankJson.Default.AccountMessage, Account.Decide)
            .Text("owner", account => account.Owner);

        Assert.Throws<ArgumentException>(() => type.Text(name, account => account.Owner));
    }
}
