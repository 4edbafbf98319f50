using Plimsoll.Oci.Images;
using Plimsoll.Policy.Scanners.Expressions;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>
/// The digest of an image of values, which charts write in several keys: with its algorithm behind <c>digest</c>, and mostly
/// without behind <c>sha</c>, where the template writes that.
/// </summary>
internal static class HelmDigest
{
    /// <summary>What templates write before a digest that has no algorithm; no part of an image.</summary>
    public const string Written = "@sha256:";

    private const string Algorithm = "sha256";

    /// <summary>The digest beside a repository; nothing is set where there is none.</summary>
    /// <param name="settings">The parts of the image.</param>
    public static HelmSetting Of(Dictionary<string, HelmSetting> settings) => First(settings, "digest", "sha", "sha256", "imageDigest", "imageSha", "imageSha256");

    /// <summary>The first of some keys that is a digest, else the first that is there and empty.</summary>
    public static HelmSetting First(Dictionary<string, HelmSetting> settings, params ReadOnlySpan<string> keys)
    {
        HelmSetting first = default;
        foreach (var key in keys)
        {
            if (!settings.TryGetValue(key, out var setting) || setting.Scalar is null)
                continue;

            // A 'sha' may be that of a commit, too.
            if (setting.Text.Length > 0 && (IsNamed(key) || IsDigest(setting.Text)))
                return setting;
            if (setting.Text.Length == 0 && first.Scalar is null)
                first = setting;
        }

        return first;
    }

    /// <summary>The digest with its algorithm.</summary>
    public static string Full(string digest) => digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower) ? $"{Algorithm}:{digest}" : digest;

    /// <summary>Whether the value is only the algorithm, and the tag the digest, as Kiali's chart has it.</summary>
    public static bool IsAlgorithm(string digest) => digest is Algorithm or "sha512";

    /// <summary>Whether the templates of charts mostly write the algorithm before the value of a key.</summary>
    public static bool IsBare(HelmSetting digest) =>
        digest.Text.Length > 0 ? !digest.Text.Contains(':', StringComparison.Ordinal) : digest.Scalar is not null && !IsNamed(digest.Key);

    private static bool IsNamed(string key) => key.EndsWith("digest", StringComparison.OrdinalIgnoreCase);

    private static bool IsDigest(string text) => IsAlgorithm(text) || Digest.TryParse(Full(text), out _) || Interpolation.Expand(text, static _ => null).Contains(ImageUse.Unknown);
}
