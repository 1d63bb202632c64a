using System.Text.RegularExpressions;
using Clearance.Contracts.Common.V1;
using Clearance.Kernel;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Clearance.Contracts.Tests;

/// <summary>Rules of the contract that buf does not know. Each returns what breaks it, so that a twin test can show it failing.</summary>
internal static partial class DescriptorRules
{
    /// <summary>Verbs of methods that read although they are POST.</summary>
    private static readonly string[] s_readingVerbs = ["Get", "List", "Preview", "Check", "Watch", "Summarize", "Explain", "Compare", "Verify", "Download"];

    internal static IEnumerable<string> FloatingPoint(IEnumerable<MessageDescriptor> messages) =>
        from message in messages
        from field in message.Fields.InDeclarationOrder()
        where field.FieldType is FieldType.Double or FieldType.Float
        select $"{field.FullName} is a binary float; amounts and quantities are exact";

    internal static IEnumerable<string> TimesAndDates(IEnumerable<MessageDescriptor> messages) =>
        from message in messages
        from field in message.Fields.InDeclarationOrder()
        where field.FieldType == FieldType.Message
        let type = field.MessageType.FullName
        let isTime = type == Timestamp.Descriptor.FullName
        let isDate = type == Google.Type.Date.Descriptor.FullName
        let single = field.Name is "time" or "date"
        where !single && (isTime != field.Name.EndsWith("_time", StringComparison.Ordinal) && (isTime || type != Duration.Descriptor.FullName)
            || isDate != field.Name.EndsWith("_date", StringComparison.Ordinal))
        select $"{field.FullName}: an instant ends in _time, a legal day in _date, and nothing else does";

    internal static IEnumerable<string> HttpRoutes(IEnumerable<MethodDescriptor> methods) =>
        from method in methods
        where method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is null
        select $"{method.FullName} has no HTTP route";

    internal static IEnumerable<string> AccessRules(IEnumerable<MethodDescriptor> methods) =>
        from method in methods
        let access = method.GetOptions()?.GetExtension(AccessExtensions.Access)
        where access is null || access.Anybody == (access.Roles.Count > 0) || access.Roles.Except(Roles.All, StringComparer.Ordinal).Any()
        select $"{method.FullName} has no access rule of known roles, or roles although anybody may call";

    internal static IEnumerable<string> RequestIds(IEnumerable<MethodDescriptor> methods) =>
        from method in methods
        where !s_readingVerbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
        // A raw body leaves no room for a field: its request id is the header Idempotency-Key.
        where method.InputType.FullName != HttpBody.Descriptor.FullName
            && method.InputType.Fields.InDeclarationOrder().All(field => field.Name != "request_id")
        select $"{method.FullName} changes something, but {method.InputType.Name} has no request_id";

    internal static IEnumerable<string> EnumZeros(IEnumerable<EnumDescriptor> enums) =>
        from type in enums
        where type.FindValueByNumber(0) is not { } zero || !zero.Name.EndsWith("_UNSPECIFIED", StringComparison.Ordinal)
        select $"{type.FullName} has no _UNSPECIFIED = 0";

    internal static IEnumerable<string> EventFields(IEnumerable<MessageDescriptor> events) =>
        from message in events
        where message.FindFieldByName("occur_time") is null || message.FindFieldByName("declaration") is null
        select $"{message.FullName} must say of which declaration it is and when it occurred";

    /// <summary>Reasons that code refuses with, written out or as a constant, and that no error_reason.proto documents.</summary>
    internal static IEnumerable<string> UndocumentedReasons(IReadOnlyCollection<(string File, string Text)> sources, IEnumerable<EnumDescriptor> enums)
    {
        var documented = enums.Where(type => type.Name == "ErrorReason")
            .SelectMany(type => type.Values)
            .Select(value => value.Name["ERROR_REASON_".Length..])
            .ToHashSet(StringComparer.Ordinal);
        var constants = sources.SelectMany(source => Constant().Matches(source.Text))
            .ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value, StringComparer.Ordinal);
        return
            from source in sources
            from Match match in RefusalCall().Matches(source.Text)
            from reason in match.Groups["text"].Success ? [match.Groups["text"].Value] : constants[match.Groups["name"].Value]
            where !documented.Contains(reason)
            select $"{source.File} refuses with {reason}, which no error_reason.proto documents";
    }

    [GeneratedRegex("""(?:Refusal\.(?:Invalid|NotFound|Exists|Precondition|Conflict|Forbidden)\(|new Refusal\(\s*RefusalKind\.\w+,)\s*(?:"(?<text>[A-Z0-9_]+)"|\w+\.(?<name>[A-Z]\w+)[,)])""", RegexOptions.ExplicitCapture)]
    private static partial Regex RefusalCall();

    [GeneratedRegex("""const string (?<name>\w+)\s*=\s*"(?<value>[A-Z0-9_]+)";""", RegexOptions.ExplicitCapture)]
    private static partial Regex Constant();
}
