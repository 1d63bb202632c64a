using Clearance.Declarations.Domain.Form;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>Which fields of a draft an update changes: those of the mask, all with "*", and without a mask those that are given.</summary>
internal static class UpdatePaths
{
    public static IEnumerable<string> Of(Wire.Declaration wire, FieldMask? mask) => mask switch
    {
        null or { Paths.Count: 0 } => FormPatch.Paths.Where(path => IsGiven(wire, Wire.Declaration.Descriptor.FindFieldByName(path))),
        { Paths: ["*"] } => FormPatch.Paths,
        _ => mask.Paths.Select(InProtoSpelling).Distinct(),
    };

    /// <summary>In a query a mask comes as the caller wrote it, and who writes JSON writes camel case.</summary>
    private static string InProtoSpelling(string path) =>
        string.Concat(path.Select(sign => char.IsAsciiLetterUpper(sign) ? $"_{char.ToLowerInvariant(sign)}" : $"{sign}"));

    private static bool IsGiven(Wire.Declaration wire, FieldDescriptor field) => field.Accessor.GetValue(wire) switch
    {
        null or "" or 0 or false => false,
        System.Collections.ICollection { Count: 0 } => false,
        System.Enum value => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        _ => true,
    };
}
