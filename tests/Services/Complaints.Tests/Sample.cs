using Clearance.Contracts.Complaint.V1;
using Clearance.Contracts.Declaration.Events.V1;
using Clearance.Contracts.Release.Events.V1;
using Clearance.Hosting;
using Clearance.Kernel;
using Clearance.Testing;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Clearance.Complaints.Tests;

/// <summary>Firms, officers, complaints and events of the tests.</summary>
internal static class Sample
{
    internal const string Declaration = "declarations/d1";
    internal const string Li = "officer-li";
    internal const string Wang = "officer-wang";
    internal const string Zhao = "supervisor-zhao";
    internal static readonly string Firm = UsccOf("91210200MA0000003");
    internal static readonly string Agent = UsccOf("91210200MA0000004");
    internal static readonly string OtherFirm = UsccOf("91210200MA0000005");

    /// <summary>Morning of Tuesday 23 October 2018 in Dalian.</summary>
    internal static readonly DateTimeOffset Start = new(2018, 10, 23, 1, 0, 0, TimeSpan.Zero);

    internal static Task<ServiceApp> StartAsync(params KeyValuePair<string, string?>[] settings) => ServiceApp.StartAsync(
        services => services.AddComplaints(),
        routes => routes.MapComplaints(),
        new ServiceAppSettings { Time = new FakeTimeProvider(Start), Configuration = settings.ToDictionary() });

    internal static ComplaintService.ComplaintServiceClient Firms(this ServiceApp app, string? enterprise = null) =>
        new(app.Grpc(Roles.Declarant, enterprise ?? Firm));

    internal static ComplaintService.ComplaintServiceClient Officer(this ServiceApp app, string subject = Wang) => new(app.Grpc(Roles.Officer, null, subject));

    internal static ComplaintService.ComplaintServiceClient Supervisor(this ServiceApp app, string subject = Zhao) =>
        new(app.Grpc(Roles.Supervisor, null, subject));

    internal static Complaint Delay(string declaration = "", string person = Li) => new()
    {
        Kind = Complaint.Types.Kind.Delay,
        Text = "Our goods have been waiting for three days and nobody tells us why.",
        Declaration = declaration,
        PersonComplainedOf = person,
        DesiredOutcome = "Release, or a reason.",
    };

    internal static Task<Complaint> FileAsync(this ServiceApp app, Complaint? complaint = null, string? enterprise = null) =>
        app.Firms(enterprise).CreateComplaintAsync(new CreateComplaintRequest { Complaint = complaint ?? Delay() }).ResponseAsync;

    internal static async Task<Complaint> AnswerAsync(this ServiceApp app, Complaint complaint)
    {
        await app.Officer().AcceptComplaintAsync(new AcceptComplaintRequest { Name = complaint.Name });
        await app.Supervisor().AssignComplaintAsync(new AssignComplaintRequest { Name = complaint.Name, Handler = Wang });
        return await app.Officer().AnswerComplaintAsync(new AnswerComplaintRequest { Name = complaint.Name, Answer = "The goods are released today." });
    }

    internal static ConcludeComplaintRequest Ending(
        string name, Conclusion.Types.Finding finding = Conclusion.Types.Finding.Founded, Conclusion.Types.Measure measure = Conclusion.Types.Measure.Criticism) => new()
    {
        Name = name,
        Conclusion = new Conclusion { Finding = finding, Measure = measure, Satisfaction = Contracts.Complaint.V1.Conclusion.Types.Satisfaction.Satisfied },
    };

    internal static Task AcceptedAsync(this ServiceApp app, string declaration = Declaration) => app.PublishAsync(new DeclarationAccepted
    {
        Declaration = declaration,
        OccurTime = Start.ToWire(),
        Enterprise = Firm,
        Declarant = Agent,
    });

    internal static Task ReleasedAsync(this ServiceApp app, DateTimeOffset time) =>
        app.PublishAsync(new GoodsReleased { Declaration = Declaration, OccurTime = time.ToWire() });

    /// <summary>Code, reason and violations of a refused call.</summary>
    internal static async Task<(StatusCode Code, string Reason, string[] Fields)> RefusalAsync<T>(AsyncUnaryCall<T> call)
    {
        var exception = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var status = exception.GetRpcStatus()!;
        return (
            exception.StatusCode,
            status.GetDetail<ErrorInfo>()!.Reason,
            [.. (status.GetDetail<BadRequest>()?.FieldViolations ?? []).Select(violation => $"{violation.Field} {violation.Reason}")]);
    }

    private static string UsccOf(string signs) => signs + Uscc.CheckDigit(signs);
}
