using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Plimsoll.Git;

/// <summary>
/// What git keeps of a file that is stored by Git LFS (git-lfs, docs/spec.md): the digest and the size of its content. So its
/// content can be compared without the program <c>git-lfs</c>.
/// </summary>
/// <param name="Sha256">The digest in lower-case hexadecimal.</param>
/// <param name="Size">In bytes.</param>
internal sealed record LfsPointer(string Sha256, long Size)
{
    /// <summary>The name of the filter in <c>.gitattributes</c>.</summary>
    public const string Filter = "lfs";

    private const int LongestPointer = 1024;

    /// <summary>Parses a blob; <c>null</c> where it is not a pointer, or one with extensions.</summary>
    public static LfsPointer? Parse(ReadOnlySpan<byte> blob)
    {
        const string Digest = "oid sha256:";
        if (blob.Length > LongestPointer || !blob.StartsWith("version https://git-lfs.github.com/spec/v1\n"u8))
            return null;

        var lines = Encoding.UTF8.GetString(blob).Split('\n');
        return lines is [_, var oid, var size, ""] && oid.StartsWith(Digest, StringComparison.Ordinal) && size.StartsWith("size ", StringComparison.Ordinal)
            && long.TryParse(size["size ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new LfsPointer(oid[Digest.Length..], bytes)
            : null;
    }

    /// <summary>Whether a file has the content that this stands for.</summary>
    public bool IsContentOf(string path)
    {
        if (new FileInfo(path) is not { Exists: true, LinkTarget: null } file || file.Length != Size)
            return false;
        using var content = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(content)) == Sha256;
    }
}
