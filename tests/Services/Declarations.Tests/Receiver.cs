using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clearance.Declarations.Tests;

/// <summary>A firm's receiver of webhooks: a real server that answers as a test says, and keeps what it took.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>What it answers; 200 unless a test says otherwise.</summary>
    public Func<Message, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

    /// <summary>What it answered 200 to, in order.</summary>
    public ConcurrentQueue<Message> Taken { get; } = [];

    /// <summary>How often it was asked.</summary>
    public int Asked => _asked;

    public string Url => $"{_app.Urls.First()}/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/hook", receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var message = new Message(
            context.Request.Headers["webhook-id"].ToString(),
            context.Request.Headers["webhook-timestamp"].ToString(),
            context.Request.Headers["webhook-signature"].ToString(),
            context.Request.ContentType ?? string.Empty,
            await reader.ReadToEndAsync());
        Interlocked.Increment(ref _asked);
        context.Response.StatusCode = await Answer(message);
        context.Response.Headers.Location = "/elsewhere";
        if (context.Response.StatusCode == 200)
        {
            Taken.Enqueue(message);
        }
    }

    /// <summary>One message as it came.</summary>
    internal sealed record Message(string Id, string Timestamp, string Signature, string ContentType, string Body)
    {
        public JsonNode Event => JsonNode.Parse(Body)!;

        public string Type => Event["type"]!.GetValue<string>();

        public string Subject => Event["subject"]!.GetValue<string>();

        /// <summary>True when one of its signatures is by a secret: computed here by the standard, not by the code under test.</summary>
        public bool IsSignedWith(string secret)
        {
            using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
            var signature = Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Timestamp}.{Body}")));
            return Signature.Split(' ').Contains($"v1,{signature}");
        }
    }
}
