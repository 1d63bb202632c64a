using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Clearance.Hosting;

/// <summary>
/// Comments of the contract by full name. Generated code has none; the descriptor set that the contracts embed at build has all.
/// </summary>
internal sealed class ContractComments
{
    private const string Resource = "contracts.protoset";
    private const string Guide = "field-guide.txt";
    private readonly Dictionary<string, string> _comments = new(StringComparer.Ordinal);

    private ContractComments(IEnumerable<FileDescriptor> files)
    {
        foreach (var file in files)
        {
            foreach (var message in file.MessageTypes)
            {
                Add(message);
            }

            foreach (var type in file.EnumTypes)
            {
                Add(type);
            }

            foreach (var service in file.Services)
            {
                Add(service);
                foreach (var method in service.Methods)
                {
                    Add(method);
                }
            }
        }
    }

    /// <summary>The comment of a message, field, enum, value, service or method; empty when the contract is not one of ours.</summary>
    public string Of(IDescriptor descriptor) => _comments.GetValueOrDefault(descriptor.FullName, string.Empty);

    /// <summary>Reads the comments of an assembly of contracts; of an assembly without a descriptor set there are none.</summary>
    public static ContractComments Read(Assembly contracts)
    {
        using var stream = contracts.GetManifestResourceStream(Resource);
        if (stream is null)
        {
            return new ContractComments([]);
        }

        var set = FileDescriptorSet.Parser.ParseFrom(stream);
        var comments = new ContractComments(FileDescriptor.BuildFromByteStrings(set.File.Select(file => file.ToByteString())));
        comments.AddGuide(contracts);
        return comments;
    }

    /// <summary>The guide of an assembly, where it has one: a field's full name and a text a line. A field of several uses has several lines.</summary>
    private void AddGuide(Assembly contracts)
    {
        using var stream = contracts.GetManifestResourceStream(Guide);
        using var lines = stream is null ? TextReader.Null : new StreamReader(stream);
        while (lines.ReadLine() is { } line)
        {
            if (line.Split('|') is [var field, var text])
            {
                _comments[field] = _comments.TryGetValue(field, out var comment) ? $"{comment}\n\n{text}" : text;
            }
        }
    }

    private void Add(MessageDescriptor message)
    {
        Add(message, message.Declaration);
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            Add(field, field.Declaration);
        }

        foreach (var nested in message.NestedTypes)
        {
            Add(nested);
        }

        foreach (var type in message.EnumTypes)
        {
            Add(type);
        }
    }

    private void Add(EnumDescriptor type)
    {
        Add(type, type.Declaration);
        foreach (var value in type.Values)
        {
            // By the rules of protobuf a value stands beside its enum; its own name tells it apart here.
            Add($"{type.FullName}.{value.Name}", value.Declaration);
        }
    }

    private void Add(ServiceDescriptor service) => Add(service, service.Declaration);

    private void Add(MethodDescriptor method) => Add(method, method.Declaration);

    private void Add(IDescriptor descriptor, DescriptorDeclaration? declaration) => Add(descriptor.FullName, declaration);

    private void Add(string name, DescriptorDeclaration? declaration)
    {
        if (declaration?.LeadingComments is { Length: > 0 } comment)
        {
            _comments[name] = string.Join(' ', comment.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The comment of one value of an enum.</summary>
    public string Of(EnumDescriptor type, EnumValueDescriptor value) => _comments.GetValueOrDefault($"{type.FullName}.{value.Name}", string.Empty);
}
