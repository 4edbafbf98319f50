using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>The mappings and lists of values that have been read: aliases lead to the same one many times, also from several resources of a file.</summary>
internal sealed class VisitedHelmValues
{
    // Two files with aliases can be combined in exponentially many ways.
    private const int MaximumMappings = 200_000;

    private readonly HashSet<(SourceMapping?, SourceMapping?, bool)> _mappings = [];
    private readonly HashSet<(SourceSequence, bool)> _lists = [];

    /// <summary>Whether a mapping, laid over another, is to be read, which is the case once.</summary>
    public bool Add(SourceMapping? own, SourceMapping? inherited, bool isImage) => _mappings.Count < MaximumMappings && _mappings.Add((own, inherited, isImage));

    /// <summary>Whether a list is to be read, which is the case once.</summary>
    public bool Add(SourceSequence list, bool isOwn) => _lists.Add((list, isOwn));
}
