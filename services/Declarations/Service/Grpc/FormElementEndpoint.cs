using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Rules;
using Clearance.Hosting;
using Grpc.Core;
using Catalogue = Clearance.Declarations.Domain.Form;
using FormRule = Clearance.Contracts.Declaration.V1.FormRule;
using Judging = Clearance.Declarations.Domain.Rules;

namespace Clearance.Declarations.Grpc;

/// <summary>The merged form as data, by gRPC and REST.</summary>
internal sealed class FormElementEndpoint : FormElementService.FormElementServiceBase
{
    // The catalogue is fixed in the build: it is written once.
    private static readonly FormElement[] s_elements = [.. Catalogue.FormCatalogue.Elements.Select(Write)];

    public override Task<FormElement> GetFormElement(GetFormElementRequest request, ServerCallContext context) =>
        Task.FromResult(Array.Find(s_elements, element => element.Name == request.Name) ?? throw Names.NotFound());

    public override Task<ListFormElementsResponse> ListFormElements(ListFormElementsRequest request, ServerCallContext context) =>
        Task.FromResult(new ListFormElementsResponse { FormElements = { s_elements.Where(element => request.Level.Length == 0 || element.Level == request.Level) } });

    public override Task<ListFormRulesResponse> ListFormRules(ListFormRulesRequest request, ServerCallContext context)
    {
        var day = QueryDays.Of(request.Date, "date");
        var rules = RuleBook.All.Where(rule => day is null || RuleBook.On(rule.Id, day.Value) == rule);
        return Task.FromResult(new ListFormRulesResponse { FormRules = { rules.Select(Write) } });
    }

    private static FormRule Write(Judging.FormRule rule) => new()
    {
        Name = $"formRules/{rule.Id}-{rule.Version}",
        Label = rule.Label,
        Layer = rule.Layer.ToString(),
        ValidFromDate = rule.FirstDay.ToWire(),
        Law = rule.Law,
        Text = rule.English,
        ChineseText = rule.Chinese,
    };

    private static FormElement Write(Catalogue.FormElement element) => new()
    {
        Name = $"formElements/{element.Number}",
        Number = element.Number,
        DisplayName = element.English,
        ChineseName = element.Chinese,
        Level = element.Level,
        Type = element.Type,
        Length = element.Length,
        ImportRule = RuleOf(element.Import),
        ExportRule = RuleOf(element.Export),
        Guidance = element.Guidance,
        ChineseGuidance = element.GuidanceZh,
        Fields = { element.Fields.Select(Write) },
    };

    private static FormField Write(Catalogue.FormField field) => new()
    {
        Path = field.Path,
        MessageElements = { field.MessageElements },
        Code = field.Code,
        DisplayName = field.English,
        ChineseName = field.Chinese,
        Kind = field.Kind,
        Length = field.Length,
        Decimals = field.Decimals,
        ImportNeed = NeedOf(field.Import),
        ExportNeed = NeedOf(field.Export),
        CodeList = field.List,
    };

    private static FormElement.Types.Rule RuleOf(Catalogue.ElementRule rule) => rule switch
    {
        Catalogue.ElementRule.Must => FormElement.Types.Rule.Must,
        Catalogue.ElementRule.Conditional => FormElement.Types.Rule.Conditional,
        Catalogue.ElementRule.Optional => FormElement.Types.Rule.Optional,
        Catalogue.ElementRule.System => FormElement.Types.Rule.System,
        Catalogue.ElementRule.NotUsed => FormElement.Types.Rule.NotUsed,
    };

    private static FormField.Types.Need NeedOf(Catalogue.Need need) => need switch
    {
        Catalogue.Need.Optional => FormField.Types.Need.Optional,
        Catalogue.Need.Declare => FormField.Types.Need.Declare,
        Catalogue.Need.Save => FormField.Types.Need.Save,
        Catalogue.Need.Never => FormField.Types.Need.Never,
        Catalogue.Need.System => FormField.Types.Need.System,
    };
}
