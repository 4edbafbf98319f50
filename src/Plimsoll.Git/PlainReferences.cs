using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>
/// References as their files say (gitrepository-layout): each an id, and the default branches of remotes. Where one is anything else,
/// libgit2 and <see cref="LooseReferences"/> judge.
/// </summary>
internal sealed class PlainReferences : IReferences
{
    private const string Symbolic = "ref: ";
    private const string Heads = "refs/heads/";
    private const string Remotes = "refs/remotes/";

    private static readonly string[] Kinds = [Heads, Remotes, "refs/tags/"];

    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    private PlainReferences()
    {
    }

    /// <summary>The branch that is checked out, or <c>null</c>.</summary>
    public string? Branch { get; private set; }

    /// <summary>The commit that is checked out.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Reads all; <c>null</c> where they are not plain, or there is no commit.</summary>
    public static PlainReferences? TryRead(RepositoryLocation location)
    {
        // Loose ones first, as git does: while references are being packed each is in at least one of the two places.
        var references = new PlainReferences();
        return references.TryReadLoose(location.CommonDirectory) && references.TryReadPacked(location.PackedReferencesFile)
            && !references._targets.Values.Any(references._targets.ContainsKey) && references.TryReadHead(Path.Combine(location.GitDirectory, "HEAD")) ? references : null;
    }

    /// <inheritdoc/>
    public bool Exists(string name) => _ids.ContainsKey(name) || _targets.ContainsKey(name);

    /// <inheritdoc/>
    public string? TargetOf(string name) => _targets.TryGetValue(name, out var target) && _ids.ContainsKey(target) ? target : null;

    /// <summary>The references of one kind by their names without the prefix, with the ids that they lead to; those that lead nowhere are left out.</summary>
    public Dictionary<string, string> Under(string prefix)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, id) in _ids)
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                found.Add(name[prefix.Length..], id);
        foreach (var (name, target) in _targets)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && _ids.TryGetValue(target, out var id))
                found.Add(name[prefix.Length..], id);
        return found;
    }

    private bool TryReadLoose(string commonDirectory)
    {
        var folder = Path.Combine(commonDirectory, "refs");
        if (FolderTree.EnumerateFolderLinks(folder).Any())
            return false;

        foreach (var file in FolderTree.EnumerateFiles(folder, skipsUnreadable: false))
        {
            if (file.EndsWith(".lock", StringComparison.Ordinal))
                continue;

            var name = file[(commonDirectory.Length + 1)..];
            var text = ReadFile(file);
            if (HexId.IsValid(text))
                _ids[name] = text;
            else if (name.StartsWith(Remotes, StringComparison.Ordinal) && name.EndsWith("/HEAD", StringComparison.Ordinal) && text.StartsWith(Symbolic + Remotes, StringComparison.Ordinal))
                _targets[name] = text[Symbolic.Length..];
            else
                return false;
        }

        return true;
    }

    private bool TryReadPacked(string file)
    {
        if (!File.Exists(file))
            return true;

        var packed = File.ReadAllBytes(file);
        foreach (var kind in Kinds)
            foreach (var (name, id) in PackedReferences.Read(packed, kind))
            {
                if (!HexId.IsValid(id))
                    return false;
                if (!_targets.ContainsKey(kind + name))
                    _ids.TryAdd(kind + name, id);
            }
        return true;
    }

    private bool TryReadHead(string file)
    {
        var text = ReadFile(file);
        if (text.StartsWith(Symbolic + Heads, StringComparison.Ordinal))
            Branch = text[(Symbolic.Length + Heads.Length)..];
        Head = Branch is null ? text : _ids.GetValueOrDefault(Heads + Branch, "");
        return HexId.IsValid(Head);
    }

    /// <summary>The text of a file without the line's end, or nothing where it is too long to be a reference.</summary>
    private static string ReadFile(string file)
    {
        using var stream = RegularFile.TryOpen(file);
        Span<byte> bytes = stackalloc byte[1024];
        var read = stream?.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) ?? 0;
        return read == bytes.Length ? "" : Encoding.UTF8.GetString(bytes[..read]).TrimEnd('\n');
    }
}
