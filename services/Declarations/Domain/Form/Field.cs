using Clearance.Declarations.Domain.Codes;

namespace Clearance.Declarations.Domain.Form;

/// <summary>When a field must be given.</summary>
public enum Need
{
    /// <summary>Never, unless a rule across fields says so.</summary>
    Optional,

    /// <summary>To declare; a draft may lack it.</summary>
    Declare,

    /// <summary>To save even a draft.</summary>
    Save,

    /// <summary>Must stay empty on this form.</summary>
    Never,

    /// <summary>The system gives it, never the declarant.</summary>
    System,
}

/// <summary>What every field of the form says of itself. Path is in proto spelling, below the record that holds it.</summary>
/// <param name="Path">Path below its record, e.g. <c>transport.mode</c>.</param>
/// <param name="Code">First part of its violation codes, e.g. <c>TRANSPORT_MODE</c> of <c>TRANSPORT_MODE_REQUIRED</c>.</param>
/// <param name="English">Name for people.</param>
/// <param name="Chinese">Name for people.</param>
public abstract record Field(string Path, string Code, string English, string Chinese)
{
    /// <summary>When an import form needs it.</summary>
    public Need Import { get; init; }

    /// <summary>When an export form needs it.</summary>
    public Need Export { get; init; }

    /// <summary>When a form of this direction needs it.</summary>
    public Need NeedFor(Direction? direction) => direction == Direction.Export ? Export : Import;
}

/// <summary>A text field of a record of the form.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed record TextField<T>(string Path, string Code, string English, string Chinese, int MaxLength, Func<T, string> Read, Func<T, string, T> Write)
    : Field(Path, Code, English, Chinese)
{
    /// <summary>The codes that it may hold; null for free text.</summary>
    public CodeList? List { get; init; }
}

/// <summary>A number of a record of the form: above zero, with so many digits before and after the point.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed record NumberField<T>(string Path, string Code, string English, string Chinese, int Decimals, Func<T, decimal?> Read, Func<T, decimal?, T> Write)
    : Field(Path, Code, English, Chinese)
{
    /// <summary>Digits of every number of the form, those after the point included.</summary>
    public const int TotalDigits = 19;
}
