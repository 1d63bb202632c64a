using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using Clearance.Declarations.Domain.Notifications;
using Microsoft.Extensions.Options;

namespace Clearance.Declarations.Notifications;

/// <summary>Sends one message: no redirects, no cookies, no proxy, nothing read of the answer but its head, and a time limit.</summary>
internal sealed class WebhookSender(WebhookAddresses addresses, WebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider time) : IDisposable
{
    private const int LongestHead = 16;
    private static readonly TimeSpan s_connectionLife = TimeSpan.FromMinutes(2);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        MaxResponseHeadersLength = LongestHead,
        PooledConnectionLifetime = s_connectionLife,
        ConnectCallback = async (context, cancellationToken) => await addresses.ConnectAsync(context.DnsEndPoint, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a body under an id. Whatever goes wrong is an outcome; only a stop of this process is thrown.</summary>
    public async Task<SendResult> SendAsync(WebhookEndpoint endpoint, string id, byte[] body, CancellationToken stopping)
    {
        var (start, now) = (Stopwatch.GetTimestamp(), time.GetUtcNow());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ending.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            using var request = await RequestOfAsync(endpoint, id, body, now);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            var status = (int)response.StatusCode;
            return new SendResult(
                status,
                status is >= 200 and < 300 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"The receiver answered {status}."),
                Stopwatch.GetElapsedTime(start),
                PauseOf(response.Headers.RetryAfter, now));
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return Failed($"No answer within {options.Value.TimeoutSeconds} seconds.");
        }
        catch (CryptographicException)
        {
            return Failed("The secret cannot be opened: the key that it was sealed with is not in the key ring. Rotate the secret.");
        }
        catch (HttpRequestException exception)
        {
            return Failed(exception.InnerException is AuthenticationException
                ? "The certificate of the receiver does not verify."
                : $"No connection: {exception.HttpRequestError}.");
        }

        SendResult Failed(string error) => new(0, error, Stopwatch.GetElapsedTime(start), null);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpRequestMessage> RequestOfAsync(WebhookEndpoint endpoint, string id, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        var opened = await Task.WhenAll(endpoint.SecretsAt(now).Select(secrets.OpenAsync));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(opened, id, timestamp, body));
        return request;
    }

    private static TimeSpan? PauseOf(RetryConditionHeaderValue? header, DateTimeOffset now) => header switch
    {
        { Delta: { } pause } => pause,
        { Date: { } instant } => instant - now,
        _ => null,
    };
}

/// <summary>What came of sending: the status of the answer, 0 without one.</summary>
internal sealed record SendResult(int Status, string Error, TimeSpan Duration, TimeSpan? RetryAfter, bool Expired = false)
{
    /// <summary>Nobody was asked: the notification is older than the log.</summary>
    public static SendResult NothingToSend { get; } = new(0, "The log did not keep the notification for so long; nothing was sent.", TimeSpan.Zero, null, Expired: true);
}
