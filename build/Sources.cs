using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Plimsoll.Build;

/// <summary>What libraries and command are compiled from, and hashes that tell whether it changed.</summary>
/// <param name="root">The root of the repository.</param>
sealed class Sources(AbsolutePath root)
{
    /// <summary>A hash of all that goes into a compilation.</summary>
    /// <param name="text">What else decides the result, such as the arguments of the compiler.</param>
    /// <param name="others">Files besides the sources.</param>
    public string Hash(string text, params IReadOnlyList<AbsolutePath> others)
    {
        AbsolutePath[] single = [root / "global.json", root / "nuget.config", root / ".editorconfig"];
        return HashFiles(
            [
                .. (root / "src").GlobFiles("**"),
                .. (root / "docs" / "schema").GlobFiles("**"),
                .. Directory.EnumerateFiles(root, "Directory.*").Order(StringComparer.Ordinal).Select(AbsolutePath.Create),
                .. single.Where(file => file.FileExists()),
                .. others,
            ],
            $"{RuntimeInformation.FrameworkDescription}\n{text}");
    }

    /// <summary>A hash of names and contents.</summary>
    public string HashFiles(IEnumerable<AbsolutePath> files, string text = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            hash.AppendData(Encoding.UTF8.GetBytes($"\n{Path.GetRelativePath(root, file)}\n"));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
