using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class IdentifierTests
{
    private static readonly DateTimeOffset s_time = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> s_times = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    [Fact]
    public void The_same_message_gives_the_same_id_and_another_ordinal_another() => Gen.Select(Gen.Guid, Gen.Int[0, 50]).Sample((message, ordinal) =>
    {
        Assert.Equal(Identifier.From(message, ordinal, s_time), Identifier.From(message, ordinal, s_time));
        Assert.NotEqual(Identifier.From(message, ordinal, s_time), Identifier.From(message, ordinal + 1, s_time));
    });

    [Fact]
    public void Ids_sort_by_time() => Gen.Select(Gen.Guid, Gen.Guid, s_times, Gen.Int[1, 1_000_000]).Sample((first, second, time, later) =>
        Assert.True(string.CompareOrdinal(Identifier.From(first, 0, time), Identifier.From(second, 0, time.AddMilliseconds(later))) < 0));

    [Fact]
    public void An_id_is_26_signs_of_crockford_base_32() => Gen.Select(Gen.Guid, s_times).Sample((message, time) =>
        Assert.Matches("^[0-7][0-9a-hjkmnp-tv-z]{25}$", Identifier.From(message, 0, time)));

    [Fact]
    public void A_decision_and_its_command_make_the_same_key_from_the_same_message()
    {
        var command = new Command(new Guid("0199f3d1-0000-7000-8000-000000000001"), Actor.System, null, default, s_time);

        Assert.Equal(command.NewKey(3), new Occasion(s_time, Actor.System, command.Id).NewId(3));
    }
}
