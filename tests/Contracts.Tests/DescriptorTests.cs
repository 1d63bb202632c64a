using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Clearance.Contracts.Tests;

public sealed class DescriptorTests
{
    private static IEnumerable<MessageDescriptor> Events =>
        Contract.Files.Where(file => file.Package.EndsWith(".events.v1", StringComparison.Ordinal)).SelectMany(file => file.MessageTypes);

    [Fact]
    public void No_field_is_a_binary_float() => Assert.Empty(DescriptorRules.FloatingPoint(Contract.Messages));

    [Fact]
    public void Instants_end_in_time_and_days_in_date() => Assert.Empty(DescriptorRules.TimesAndDates(Contract.Messages));

    [Fact]
    public void Every_method_has_a_route() => Assert.Empty(DescriptorRules.HttpRoutes(Contract.Methods));

    [Fact]
    public void Every_method_says_who_may_call_it() => Assert.Empty(DescriptorRules.AccessRules(Contract.Methods));

    [Fact]
    public void Every_write_takes_a_request_id() => Assert.Empty(DescriptorRules.RequestIds(Contract.Methods));

    [Fact]
    public void Every_enum_begins_with_unspecified() => Assert.Empty(DescriptorRules.EnumZeros(Contract.Enums));

    [Fact]
    public void Every_event_names_its_declaration_and_its_time() => Assert.Empty(DescriptorRules.EventFields(Events));

    [Fact]
    public void Every_refusal_reason_is_documented() => Assert.Empty(DescriptorRules.UndocumentedReasons(Sources(), Contract.Enums));

    [Fact]
    public void The_five_services_and_their_events_are_all_here()
    {
        string[] services = ["complaint", "declaration", "guarantee", "payment", "release"];
        Assert.All(services, service =>
        {
            Assert.Contains(Contract.Files, file => file.Package == $"clearance.{service}.v1" && file.Services.Count > 0);
            Assert.Contains(Contract.Files, file => file.Package == $"clearance.{service}.events.v1" && file.MessageTypes.Count > 0);
            Assert.Contains(Contract.Enums, type => type.FullName == $"clearance.{service}.v1.ErrorReason");
        });
    }

    // The twins: each rule is shown an offender and must name it.
    [Fact]
    public void The_rules_can_fail()
    {
        var offender = Offender.Build();
        Assert.NotEmpty(DescriptorRules.FloatingPoint(offender.MessageTypes));
        Assert.Equal(2, DescriptorRules.TimesAndDates(offender.MessageTypes).Count());
        Assert.NotEmpty(DescriptorRules.EnumZeros(offender.EnumTypes));
        Assert.NotEmpty(DescriptorRules.EventFields(offender.MessageTypes));
        Assert.NotEmpty(DescriptorRules.HttpRoutes(offender.Services[0].Methods));
        Assert.NotEmpty(DescriptorRules.AccessRules(offender.Services[0].Methods));
        Assert.NotEmpty(DescriptorRules.RequestIds(offender.Services[0].Methods));
        Assert.NotEmpty(DescriptorRules.UndocumentedReasons([("Bill.cs", "Refusal.Invalid(\n \"NOBODY_KNOWS\", x)")], Contract.Enums));
        Assert.NotEmpty(DescriptorRules.UndocumentedReasons([("Bill.cs", "const string Odd = \"NOBODY_KNOWS\"; Refusal.Exists(Reasons.Odd, x)")], Contract.Enums));
    }

    private static List<(string File, string Text)> Sources() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Contract.Root, "services"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Contract.Root, file), File.ReadAllText(file))),
    ];
}

/// <summary>A contract that breaks every rule.</summary>
internal static class Offender
{
    internal static FileDescriptor Build()
    {
        var message = new DescriptorProto { Name = "Offence" };
        message.Field.Add(Field("weight", 1, FieldDescriptorProto.Types.Type.Double));
        message.Field.Add(Field("arrived", 2, FieldDescriptorProto.Types.Type.Message, ".google.protobuf.Timestamp"));
        message.Field.Add(Field("due_time", 3, FieldDescriptorProto.Types.Type.Message, ".google.type.Date"));
        var file = new FileDescriptorProto { Name = "offender.proto", Package = "offender", Syntax = "proto3" };
        file.Dependency.Add(["google/protobuf/timestamp.proto", "google/type/date.proto"]);
        file.MessageType.Add(message);
        file.EnumType.Add(new EnumDescriptorProto { Name = "State", Value = { new EnumValueDescriptorProto { Name = "OPEN", Number = 0 } } });
        file.Service.Add(new ServiceDescriptorProto
        {
            Name = "OffenceService",
            Method = { new MethodDescriptorProto { Name = "Commit", InputType = ".offender.Offence", OutputType = ".offender.Offence" } },
        });
        return FileDescriptor.BuildFromByteStrings(
            [Google.Protobuf.WellKnownTypes.TimestampReflection.Descriptor.SerializedData, Google.Type.DateReflection.Descriptor.SerializedData, file.ToByteString()])[2];
    }

    private static FieldDescriptorProto Field(string name, int number, FieldDescriptorProto.Types.Type type, string? typeName = null)
    {
        var field = new FieldDescriptorProto { Name = name, Number = number, Type = type, Label = FieldDescriptorProto.Types.Label.Optional };
        if (typeName is not null)
        {
            field.TypeName = typeName;
        }

        return field;
    }
}
