using Clearance.Contracts.Declaration.V1;
using Clearance.Declarations.Domain.Enterprises;
using Clearance.Engine;
using Clearance.Hosting;
using Clearance.Kernel;
using Grpc.Core;
using Register = Clearance.Declarations.Domain.Enterprises;
using Wire = Clearance.Contracts.Declaration.V1;

namespace Clearance.Declarations.Grpc;

/// <summary>The register of enterprises by gRPC and REST.</summary>
internal sealed class EnterpriseEndpoint(
    DeclarationsDefinition definition, IEngine<DeclarationsDefinition> engine, IReader<DeclarationsDefinition> reader, TimeProvider time)
    : EnterpriseService.EnterpriseServiceBase
{
    public override Task<Wire.Enterprise> CreateEnterprise(CreateEnterpriseRequest request, ServerCallContext context)
    {
        var wire = request.Enterprise ?? new Wire.Enterprise();
        var register = new RegisterEnterprise(
            wire.Uscc.Trim(), wire.CustomsCode.Trim(), wire.DisplayName.Trim(), ClassOf(wire.CreditClass, "enterprise.credit_class", Register.CreditClass.General));

        // Under the empty key nothing is ever registered: the USCC is refused with everything else that is wrong.
        return SendAsync(register.Uscc, register, request, context);
    }

    public override async Task<Wire.Enterprise> GetEnterprise(GetEnterpriseRequest request, ServerCallContext context)
    {
        var key = Names.EnterpriseKey(request.Name);
        return await reader.FindAsync(DeclarationsTables.Enterprises, key, context.CancellationToken) is { } found
            && EnterpriseDecisions.IsOwn(found.State, context.Actor())
            ? Write(found.State)
            : throw Names.NotFound();
    }

    public override async Task<ListEnterprisesResponse> ListEnterprises(ListEnterprisesRequest request, ServerCallContext context)
    {
        var filters = new List<Filter>();
        if (context.Actor().Role == Roles.Declarant)
        {
            filters.Add(Filter.Is("uscc", context.Enterprise()));
        }

        if (request.CustomsCode.Length > 0)
        {
            filters.Add(Filter.Is("customs_code", request.CustomsCode));
        }

        var page = await reader.ListAsync(
            DeclarationsTables.Enterprises, new ListQuery(request.PageSize, request.PageToken) { Filters = filters }, context.CancellationToken);
        return new ListEnterprisesResponse { Enterprises = { page.Rows.Select(row => Write(row.State)) }, NextPageToken = page.NextPageToken };
    }

    public override Task<Wire.Enterprise> ChangeCreditClass(ChangeCreditClassRequest request, ServerCallContext context)
    {
        var from = request.EffectiveDate.ToKernel();
        if (request.EffectiveDate is { Year: not 0 } && from is null)
        {
            throw Invalid("effective_date", "DATE_MALFORMED", "Not a day of the calendar.", "日期无效。", "Give year, month and day of a day that exists.");
        }

        return SendAsync(
            Names.EnterpriseKey(request.Name),
            new Register.ChangeCreditClass(ClassOf(request.CreditClass, "credit_class", null), from, request.Reason.Trim()),
            request,
            context);
    }

    public override Task<Wire.Enterprise> RestorePrivilege(RestorePrivilegeRequest request, ServerCallContext context) =>
        SendAsync(Names.EnterpriseKey(request.Name), new Register.RestorePrivilege(request.Reason.Trim()), request, context);

    public override Task<Wire.Enterprise> GrantMandate(GrantMandateRequest request, ServerCallContext context)
    {
        var until = request.ExpireDate.ToKernel();
        if (request.ExpireDate is { Year: not 0 } && until is null)
        {
            throw Invalid("expire_date", "DATE_MALFORMED", "Not a day of the calendar.", "日期无效。", "Give year, month and day of a day that exists.");
        }

        var grant = Scoped(new Register.GrantMandate(request.Agent.Trim(), until), request);
        if (grant.Offices?.FirstOrDefault(office => OfficesToday.Find(office) is null) is { } unknown)
        {
            throw Invalid("customs_offices", "CODE_UNKNOWN", $"No customs office has the code '{unknown}'.", "关区代码不存在。", "Take it from codeLists/customs-offices.");
        }

        return SendAsync(Names.EnterpriseKey(request.Name), grant, request, context);
    }

    public override Task<Wire.Enterprise> RevokeMandate(RevokeMandateRequest request, ServerCallContext context) =>
        SendAsync(Names.EnterpriseKey(request.Name), new Register.RevokeMandate(request.Agent.Trim()), request, context);

    public override Task<ListCreditTermsResponse> ListCreditTerms(ListCreditTermsRequest request, ServerCallContext context)
    {
        var day = QueryDays.Of(request.Date, "date") ?? CustomsTime.DateOf(time.GetUtcNow());
        return Task.FromResult(new ListCreditTermsResponse { CreditTerms = { Register.CreditTerms.On(day).Select(Write) } });
    }

    private Domain.Codes.CodeList OfficesToday => definition.Codes.On(CustomsTime.DateOf(time.GetUtcNow())).Find(Domain.Codes.CodeLists.CustomsOffices.Name)!;

    private static Register.GrantMandate Scoped(Register.GrantMandate grant, GrantMandateRequest request) => grant with
    {
        Direction = request.Direction switch
        {
            Wire.Direction.Import => Domain.Form.Direction.Import,
            Wire.Direction.Export => Domain.Form.Direction.Export,
            Wire.Direction.Unspecified => null,
            _ => throw Invalid("direction", "CODE_UNKNOWN", "Not a direction.", "进出口方向无效。", "Use one of the values of the contract, or none."),
        },
        Offices = request.CustomsOffices.Count == 0 ? null : [.. request.CustomsOffices.Select(office => office.Trim()).Distinct().Order(StringComparer.Ordinal)],
    };

    private static Wire.CreditTerms Write(Register.CreditTerms terms)
    {
        var wire = new Wire.CreditTerms
        {
            CreditClass = DeclarationWriter.ClassOf(terms.Class),
            EffectiveDate = terms.From.ToWire(),
            Security = terms.Security,
            Replenishment = terms.Replenishment,
            TwoStep = terms.TwoStep,
            Source = terms.Source,
        };
        if (terms.InspectionPercent is { } percent)
        {
            wire.InspectionPercent = percent;
        }

        return wire;
    }

    private Task<Wire.Enterprise> SendAsync(string key, EnterpriseMessage message, Google.Protobuf.IMessage request, ServerCallContext context) =>
        engine.SendAsync(DeclarationsTables.Enterprises, key, message, context.Command(request), Write, context.CancellationToken);

    private Wire.Enterprise Write(Register.Enterprise enterprise) => new()
    {
        Name = $"enterprises/{enterprise.Uscc}",
        Uscc = enterprise.Uscc,
        CustomsCode = enterprise.CustomsCode,
        DisplayName = enterprise.Name,
        CreditClass = DeclarationWriter.ClassOf(enterprise.ClassOn(CustomsTime.DateOf(time.GetUtcNow()))),
        CreditHistory =
        {
            enterprise.CreditHistory.Select(record => new Wire.CreditRecord
            {
                CreditClass = DeclarationWriter.ClassOf(record.Class), EffectiveDate = record.From.ToWire(), Reason = record.Reason,
            }),
        },
        PrivilegeSuspended = enterprise.Suspension is not null,
        SuspensionReason = enterprise.Suspension ?? string.Empty,
        Mandates =
        {
            enterprise.Mandates.Select(mandate => new Wire.Mandate
            {
                Agent = mandate.Agent,
                EffectiveDate = mandate.From.ToWire(),
                ExpireDate = mandate.To?.ToWire(),
                Direction = mandate.Direction switch
                {
                    Domain.Form.Direction.Import => Wire.Direction.Import,
                    Domain.Form.Direction.Export => Wire.Direction.Export,
                    null => Wire.Direction.Unspecified,
                },
                CustomsOffices = { mandate.Offices ?? [] },
            }),
        },
        CreateTime = enterprise.CreateTime.ToWire(),
    };

    private static Register.CreditClass ClassOf(Wire.CreditClass value, string field, Register.CreditClass? otherwise) => value switch
    {
        Wire.CreditClass.AdvancedCertified => Register.CreditClass.AdvancedCertified,
        Wire.CreditClass.GeneralCertified => Register.CreditClass.GeneralCertified,
        Wire.CreditClass.General => Register.CreditClass.General,
        Wire.CreditClass.Discredited => Register.CreditClass.Discredited,
        Wire.CreditClass.Unspecified when otherwise is { } fallback => fallback,
        _ => throw Invalid(field, "CREDIT_CLASS_REQUIRED", "Not one of the four classes.", "信用等级无效。", "Use one of the values of the contract."),
    };

    private static RefusedException Invalid(string field, string code, string text, string textZh, string suggestion) =>
        new(Refusal.Invalid("FIELDS_INVALID", "The request has a wrong field.", new Violation(field, code, text, suggestion) { TextZh = textZh }));
}
