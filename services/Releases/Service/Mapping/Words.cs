using Clearance.Releases.Domain;
using Contract = Clearance.Contracts.Release.V1;

namespace Clearance.Releases.Mapping;

/// <summary>
/// Words of the contract to and from words of the domain. Both spell the same words in the same order, the contract one later
/// since its first is "not given"; a test holds them together.
/// </summary>
internal static class Words
{
    public static Contract.Direction ToContract(this Direction word) => (Contract.Direction)((int)word + 1);

    public static Contract.CreditClass ToContract(this CreditClass word) => (Contract.CreditClass)((int)word + 1);

    public static Contract.Lane ToContract(this Lane word) => (Contract.Lane)((int)word + 1);

    public static Contract.Road ToContract(this Road word) => (Contract.Road)((int)word + 1);

    public static Contract.ReleaseCase.Types.State ToContract(this CaseState word) => (Contract.ReleaseCase.Types.State)((int)word + 1);

    public static Contract.ReleaseCase.Types.Condition.Types.Kind ToContract(this ConditionKind word) =>
        (Contract.ReleaseCase.Types.Condition.Types.Kind)((int)word + 1);

    public static Contract.ReleaseCase.Types.Condition.Types.Verdict ToContract(this ConditionVerdict word) =>
        (Contract.ReleaseCase.Types.Condition.Types.Verdict)((int)word + 1);

    public static Contract.Inspection.Types.State ToInspection(this ControlState word) => (Contract.Inspection.Types.State)((int)word + 1);

    /// <summary>A review never awaits goods, so its words begin one later.</summary>
    public static Contract.Review.Types.State ToReview(this ControlState word) => (Contract.Review.Types.State)(int)word;

    public static Contract.Inspection.Types.Method ToContract(this InspectionMethod word) =>
        (Contract.Inspection.Types.Method)((int)word + 1);

    public static Contract.Inspection.Types.Result ToContract(this InspectionResult word) =>
        (Contract.Inspection.Types.Result)((int)word + 1);

    public static Contract.Inspection.Types.Finding.Types.Kind ToContract(this FindingKind word) =>
        (Contract.Inspection.Types.Finding.Types.Kind)((int)word + 1);

    /// <summary>The word of the domain; null when the contract's word is "not given" or unknown.</summary>
    public static TWord? ToDomain<TWord, TContract>(TContract word)
        where TWord : struct, Enum
        where TContract : struct, Enum
    {
        var candidate = (TWord)Enum.ToObject(typeof(TWord), Convert.ToInt32(word, System.Globalization.CultureInfo.InvariantCulture) - 1);
        return Enum.IsDefined(candidate) ? candidate : null;
    }
}
