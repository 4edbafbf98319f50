namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>The surroundings that credentials are looked for in, passed in so that nothing reads the process's own behind the caller's back.</summary>
public sealed record CredentialEnvironment
{
    /// <summary>Reads an environment variable; <c>null</c> where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The user's home folder, or <c>null</c> where there is none.</summary>
    public string? Home { get; init; }

    /// <summary>The clock of signatures and of expiring credentials. The default is the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The folder of running services' files: <c>/run</c>.</summary>
    internal string RunFolder { get; init; } = "/run";

    /// <summary>Answers the requests to clouds in place of the network; <c>null</c> is the network.</summary>
    internal HttpMessageHandler? CloudTransport { get; init; }

    /// <summary>Told of each request to a cloud, in one line without secrets; <c>null</c> where nobody listens.</summary>
    internal IProgress<string>? Trace { get; init; }

    /// <summary>The variable's value; an empty one counts as not set.</summary>
    internal string? this[string name] => Variable(name) is { Length: > 0 } value ? value : null;
}
