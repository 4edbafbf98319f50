using System.Text.Json;
using System.Text.RegularExpressions;
using Docker.DotNet.Models;
using Plimsoll.Oci;
using Plimsoll.Oci.Images;
using Plimsoll.Oci.Storage.Engine;

namespace Plimsoll.Docker;

/// <summary>
/// Collects what an engine reports while it loads or pushes. The client library hands the messages over and throws on
/// none of them, so an error and the pushed digest are found here. (Not <see cref="Progress{T}"/>: that one reports
/// later and on other threads.)
/// </summary>
internal sealed partial class EngineMessages(IProgress<EngineProgress>? progress) : IProgress<JSONMessage>
{
    private Digest? _inAux;
    private Digest? _inText;

    /// <summary>The first error the engine reported, or <c>null</c>.</summary>
    public string? Error { get; private set; }

    /// <summary>
    /// The digest of what was pushed, or <c>null</c> where the engine did not say. Docker puts it into <c>aux</c>; Podman
    /// only writes <c>1.0: digest: sha256:… size: 528</c>.
    /// </summary>
    /// <exception cref="PlimsollException">The engine named two different digests (exit code 7).</exception>
    public Digest? PushedDigest => _inAux is null || _inText is null || _inAux == _inText
        ? _inAux ?? _inText
        : throw new PlimsollException(ErrorKind.Transport, $"The engine reported two digests for one push: {_inAux} and {_inText}.", "Check the tag in the registry before you use it.");

    /// <inheritdoc/>
    public void Report(JSONMessage value)
    {
        if (value.Error is { } error)
            Error ??= error.Message ?? $"code {error.Code}";

        if (value.Aux?.ExtensionData is { } aux && aux.TryGetValue("Digest", out var digest) && digest is JsonElement { ValueKind: JsonValueKind.String } text)
            _inAux = Digest.TryParse(text.GetString(), out var parsed) ? parsed : _inAux;

        var line = value.Status ?? value.Stream;
        if (line is null)
            return;

        if (line.Length < 1024 && DigestLine.Match(line) is { Success: true } match && Digest.TryParse(match.Groups[1].Value, out var named))
            _inText = named;

        progress?.Report(new EngineProgress(value.ID is { Length: > 0 } id ? EngineText.Neutralize(id) : "", EngineText.Neutralize(line), value.Progress?.Current, value.Progress?.Total));
    }

    [GeneratedRegex(@"^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*: )?digest: (sha256:[0-9a-f]{64}) size: [0-9]+\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex DigestLine { get; }
}
