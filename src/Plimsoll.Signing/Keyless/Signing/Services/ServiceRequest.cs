using System.Net;
using Plimsoll.Oci;

namespace Plimsoll.Signing.Keyless.Signing.Services;

/// <summary>What a service is asked.</summary>
/// <param name="Action">What is asked for, as an infinitive: <c>add an entry to the transparency log</c>.</param>
/// <param name="Method">How.</param>
/// <param name="Address">Where.</param>
internal sealed record ServiceRequest(string Action, HttpMethod Method, Uri Address)
{
    /// <summary>The type of JSON.</summary>
    public const string Json = "application/json";

    /// <summary>What is sent, if anything.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The type of <see cref="Body"/>.</summary>
    public string BodyType { get; init; } = Json;

    /// <summary>The type of the answer.</summary>
    public string AnswerType { get; init; } = Json;

    /// <summary>A status besides those of success that is an answer; <c>null</c> where none is.</summary>
    public HttpStatusCode? AlsoAnswers { get; init; }

    /// <summary>What kind of failure a status is, and what can be done about it; <c>null</c> where nothing is known but the status.</summary>
    public Func<HttpStatusCode, (ErrorKind Kind, string Advice)?> Explain { get; init; } = static _ => null;
}
