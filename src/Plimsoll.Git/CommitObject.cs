using System.Text;

namespace Plimsoll.Git;

/// <summary>
/// A commit object (gitformat-pack): lines <c>tree ID</c>, <c>parent ID</c> for each parent, <c>author NAME &lt;ADDRESS&gt; SECONDS ZONE</c>,
/// <c>committer …</c>, perhaps <c>encoding NAME</c> and others, an empty line, and the message.
/// </summary>
/// <param name="Tree">The id of the root folder.</param>
/// <param name="Parents">The ids of the parents, first parent first.</param>
/// <param name="AuthorDate">When the change was written.</param>
/// <param name="CommitDate">When the commit was made.</param>
/// <param name="Message">The message.</param>
internal sealed record CommitObject(string Tree, IReadOnlyList<string> Parents, CommitTime AuthorDate, CommitTime CommitDate, string Message)
{
    /// <summary>Parses a whole commit; <c>null</c> where it is another object.</summary>
    public static CommitObject? Parse(ReadOnlySpan<byte> bytes)
    {
        if (ParseParents(bytes) is not { } parents)
            return null;

        var tree = "";
        var (author, committer) = (default(CommitTime), default(CommitTime));
        string? encoding = null;
        while (bytes.Length > 0 && bytes[0] != '\n')
        {
            var line = TakeLine(ref bytes);
            if (line.StartsWith("tree "u8))
                tree = Encoding.ASCII.GetString(line["tree ".Length..]);
            else if (line.StartsWith("author "u8))
                author = CommitTime.Parse(line);
            else if (line.StartsWith("committer "u8))
                committer = CommitTime.Parse(line);
            else if (line.StartsWith("encoding "u8))
                encoding = Encoding.ASCII.GetString(line["encoding ".Length..]).Trim();
        }

        return new CommitObject(tree, parents, author, committer, bytes.Length > 0 ? CommitEncoding.Decode(bytes[1..], encoding) : "");
    }

    /// <summary>Its place in the history, for walks that read many; <c>null</c> where it is another object.</summary>
    public static CommitNode? ParseNode(ReadOnlySpan<byte> bytes)
    {
        if (ParseParents(bytes) is not { } parents)
            return null;

        while (bytes.Length > 0 && bytes[0] != '\n')
            if (TakeLine(ref bytes) is var line && line.StartsWith("committer "u8))
                return new CommitNode(parents, CommitTime.Parse(line).Seconds);
        return new CommitNode(parents, 0);
    }

    /// <summary>The parents alone, which is what walks through whole histories ask for; <c>null</c> where it is another object.</summary>
    public static IReadOnlyList<string>? ParseParents(ReadOnlySpan<byte> bytes)
    {
        var parents = new List<string>(1);
        return TryReadParents(bytes, parents, static id => Encoding.ASCII.GetString(id)) ? parents : null;
    }

    /// <summary>Adds what is made of the id of each parent, as it is written there.</summary>
    /// <returns>Whether it is a commit, and every line of a parent ends.</returns>
    public static bool TryReadParents<T>(ReadOnlySpan<byte> bytes, List<T> parents, Func<ReadOnlySpan<byte>, T> read)
    {
        if (!bytes.StartsWith("tree "u8) || bytes.IndexOf((byte)'\n') < 0)
            return false;

        TakeLine(ref bytes);
        while (bytes.StartsWith("parent "u8))
        {
            if (bytes.IndexOf((byte)'\n') < 0)
                return false;
            parents.Add(read(TakeLine(ref bytes)["parent ".Length..]));
        }
        return true;
    }

    /// <summary>The root folder alone; <c>null</c> where it is another object.</summary>
    public static string? ParseTree(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("tree "u8) && bytes.IndexOf((byte)'\n') is > 0 and var end ? Encoding.ASCII.GetString(bytes["tree ".Length..end]) : null;

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        bytes = end < 0 ? [] : bytes[(end + 1)..];
        return line;
    }
}
