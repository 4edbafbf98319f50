using System.Net;

namespace Plimsoll.Oci.Registries;

/// <summary>
/// A registry refused, or could not be reached. <see cref="Status"/> is set where it answered and <c>null</c> where
/// the transport failed. The exit code is 4 for refused or missing credentials, 5 for a tag that the registry keeps
/// immutable, 6 for what does not exist, else 7.
/// </summary>
public sealed class RegistryException : PlimsollException
{
    internal RegistryException(ErrorKind exitCode, string registry, string message, string? advice = null, Exception? innerException = null)
        : base(exitCode, message, advice, innerException) =>
        Registry = registry;

    /// <summary>Host and, where given, port, as in an image reference.</summary>
    public string Registry { get; }

    /// <summary>The repository that the request was about, or <c>null</c>.</summary>
    public string? Repository { get; internal init; }

    /// <summary>The method of the failed request, or <c>null</c> where none was sent.</summary>
    public string? Method { get; internal init; }

    /// <summary>The address of the failed request, without user and with signed query values left out, or <c>null</c>.</summary>
    public string? Uri { get; internal init; }

    /// <summary>The status of the answer, or <c>null</c> where there was none.</summary>
    public HttpStatusCode? Status { get; internal init; }

    /// <summary>The errors named in the answer; empty where it named none.</summary>
    public IReadOnlyList<RegistryError> Errors { get; internal init; } = [];

    /// <summary>Whether the same may succeed later.</summary>
    public bool IsTransient { get; internal init; }

    /// <summary>How long the registry asks to wait, or <c>null</c>.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; internal init; } = 1;

    /// <summary>Whether the retries of this failure are spent, so that no caller further out begins again.</summary>
    internal bool IsFinal { get; init; }

    /// <summary>Whether the registry answered with other content than its digest or size says, which trying again does not change.</summary>
    internal bool IsContentMismatch { get; init; }

    /// <summary>Whether the answer names this error code.</summary>
    public bool HasCode(string code) => Errors.Any(error => error.Code == code);

    /// <summary>The same failure with other advice.</summary>
    internal RegistryException WithAdvice(string advice) => With(Kind, Message, advice, Attempts);

    /// <summary>The same failure, once more is known of its cause.</summary>
    internal RegistryException Explained(ErrorKind exitCode, string message, string? advice) => With(exitCode, message, advice, Attempts);

    /// <summary>The same failure, after <paramref name="attempts"/> attempts.</summary>
    internal RegistryException After(int attempts) =>
        With(Kind, attempts == 1 ? Message : $"{Message} Gave up after {attempts} attempts.", Advice, attempts);

    private RegistryException With(ErrorKind exitCode, string message, string? advice, int attempts) =>
        new(exitCode, Registry, message, advice, InnerException)
        {
            Repository = Repository,
            Method = Method,
            Uri = Uri,
            Status = Status,
            Errors = Errors,
            IsTransient = IsTransient,
            IsContentMismatch = IsContentMismatch,
            RetryAfter = RetryAfter,
            Attempts = attempts,
            IsFinal = true,
        };
}
