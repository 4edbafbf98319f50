namespace Plimsoll.Build.CI;

/// <summary>What a host reads and writes: the variables and the log of one run.</summary>
internal sealed record HostContext
{
    /// <summary>Gives a variable of the build, or <c>null</c>.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Sets a variable of the build and of the commands that it runs.</summary>
    public required Action<string, string?> SetVariable { get; init; }

    /// <summary>Writes a line to the log as it is, but for secrets.</summary>
    public required Action<string> WriteLine { get; init; }

    /// <summary>Writes a line with a secret in it, which the build server takes from there and does not print; masked where that server does not read the log.</summary>
    public required Action<string> WriteUnmasked { get; init; }

    /// <summary>Masks a text from here on.</summary>
    public required Action<string> Hide { get; init; }

    /// <summary>Runs a command, without showing its command line, and fails where it does.</summary>
    public required Action<string, IReadOnlyList<string>> Run { get; init; }

    /// <summary>Gives the token of the running target.</summary>
    public required Func<CancellationToken> CancellationToken { get; init; }
}
