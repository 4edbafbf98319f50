using System.Text.RegularExpressions;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Registries;

/// <summary>An attempt failed and another follows.</summary>
/// <param name="Registry">Host and, where given, port.</param>
/// <param name="Attempt">The number of the attempt that failed, from 1.</param>
/// <param name="Delay">How long the client waits before the next.</param>
/// <param name="Reason">Why it failed, without secrets.</param>
public sealed partial record RetryNotice(string Registry, int Attempt, TimeSpan Delay, string Reason)
{
    /// <summary>The blob that the attempt was about, or <c>null</c>. The reason names it: it says what the attempt was for.</summary>
    public Digest? Blob => BlobName.Match(Reason) is { Success: true } match && Digest.TryParse(match.Groups["digest"].Value, out var digest) ? digest : null;

    /// <summary>The notice as a sentence.</summary>
    public override string ToString() => FormattableString.Invariant($"retry in {Delay.TotalSeconds:0.0} s (attempt {Attempt + 1}): {Reason.TrimEnd('.')}");

    [GeneratedRegex("\\bblob (?<digest>sha(?:256|512):[0-9a-f]+)", RegexOptions.CultureInvariant)]
    private static partial Regex BlobName { get; }
}
