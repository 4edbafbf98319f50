using System.Globalization;
using System.Security.Cryptography;
using Plimsoll.Signing.Documents;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>What the text of a checkpoint says (C2SP, tlog-checkpoint).</summary>
/// <param name="Origin">Which log it is of.</param>
/// <param name="Size">How many entries the log has.</param>
/// <param name="Root">The root of its tree.</param>
internal sealed record TreeHead(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>Reads it. Lines after the third may say anything.</summary>
    /// <returns><c>null</c> where it is none.</returns>
    public static TreeHead? TryParse(string text) =>
        text.Split('\n') is [{ Length: > 0 } origin, var size, var root, ..]
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var entries) && (size.Length == 1 || size[0] != '0')
        && Base64Text.TryDecode(root, out var hash) && hash.Length == SHA256.HashSizeInBytes
            ? new TreeHead(origin, entries, hash)
            : null;
}
