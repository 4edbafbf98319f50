using System.Globalization;
using System.Text;
using Plimsoll.Oci;

namespace Plimsoll.Git;

/// <summary>Objects as <c>git cat-file --batch</c> tells them: of every format that the installed git knows, and slower than libgit2.</summary>
internal sealed class GitObjects : IObjectStore
{
    private readonly GitProcess _git;
    private readonly Stream _answers;

    public GitObjects(RepositoryLocation location, GitCommand git)
    {
        _git = git.Start(location, ["--no-replace-objects", "cat-file", "--batch"]);
        _answers = new BufferedStream(_git.Output);
    }

    /// <inheritdoc/>
    public bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T> read, out T? result, out bool isMissing) => TryRead(id, read, out _, out result, out isMissing);

    /// <inheritdoc/>
    public ObjectKind? FindKind(string id, out bool isMissing) =>
        TryRead(id, static _ => true, out var type, out _, out isMissing) && Enum.TryParse<ObjectKind>(type, ignoreCase: true, out var kind) ? kind : null;

    private bool TryRead<T>(string id, Func<ReadOnlySpan<byte>, T> read, out string type, out T? result, out bool isMissing)
    {
        try
        {
            return TryAsk(id, read, out type, out result, out isMissing);
        }
        catch (IOException exception)
        {
            throw PlimsollException.Usage($"git exited before it returned object {id}.", "Check that `git fsck` succeeds in the repository: git is stopped after two minutes.", exception);
        }
    }

    private bool TryAsk<T>(string id, Func<ReadOnlySpan<byte>, T> read, out string type, out T? result, out bool isMissing)
    {
        (type, result, isMissing) = ("", default, false);
        _git.Input.Write(Encoding.ASCII.GetBytes($"{id}\n"));
        _git.Input.Flush();

        // "ID TYPE SIZE", the bytes and a line break; or "ID missing".
        var header = ReadLine().Split(' ');
        isMissing = header is [.., "missing"];
        if (header.Length != 3 || !int.TryParse(header[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return false;

        type = header[1];
        var bytes = new byte[size];
        _answers.ReadExactly(bytes);
        _answers.ReadByte();
        result = read(bytes);
        return true;
    }

    public void Dispose()
    {
        _answers.Dispose();
        _git.Dispose();
    }

    private string ReadLine()
    {
        var line = new StringBuilder();
        for (var next = _answers.ReadByte(); next is not (-1 or '\n'); next = _answers.ReadByte())
            line.Append((char)next);
        return line.ToString();
    }
}
