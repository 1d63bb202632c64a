using CsCheck;

namespace Clearance.Kernel.Tests;

public sealed class UsccTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly Gen<string> s_signs = Gen.Char[Alphabet].Array[17].Select(signs => new string(signs));

    // Published codes of companies that everybody can look up.
    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("914403001922038216")]
    [InlineData("91110000802100433B")]
    public void A_code_with_its_check_digit_is_valid(string code) => Assert.True(Uscc.IsValid(code));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("91350100M000100Y44")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100m000100y43")]
    [InlineData("9135010OM000100Y43")]
    [InlineData("91350100M000100Y4 ")]
    public void Anything_else_is_not(string? code) => Assert.False(Uscc.IsValid(code));

    [Fact]
    public void Seventeen_signs_with_their_check_digit_are_valid_and_with_any_other_sign_are_not() => s_signs.Sample(signs =>
        Assert.Equal([Uscc.CheckDigit(signs)], Alphabet.Where(last => Uscc.IsValid(signs + last))));

    [Fact]
    public void One_wrong_sign_is_always_found() => Gen.Select(s_signs, Gen.Int[0, 16], Gen.Char[Alphabet]).Sample((signs, at, sign) =>
    {
        var wrong = signs.Remove(at, 1).Insert(at, sign.ToString()) + Uscc.CheckDigit(signs);
        Assert.Equal(signs[at] == sign, Uscc.IsValid(wrong));
    });

    [Theory]
    [InlineData("123")]
    [InlineData("91350100M000100YI")]
    public void A_check_digit_needs_seventeen_signs_of_the_alphabet(string signs) => Assert.Throws<ArgumentException>(() => Uscc.CheckDigit(signs));
}
