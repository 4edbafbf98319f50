using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Helm;

/// <summary>The mappings and lists of values that have been read: aliases lead to the same one many times, also from several resources of a file.</summary>
internal sealed class VisitedHelmValues
{
    // Two files with aliases can be combined in exponentially many ways.
    private const int MaximumMappings = 200_000;

    private readonly HashSet<(SourceMapping?, SourceMapping?, HelmPlace)> _mappings = [];
    private readonly HashSet<(SourceSequence, bool, HelmPlace)> _lists = [];

    /// <summary>Whether a mapping, laid over another, is to be read, which is the case once.</summary>
    public bool Add(SourceMapping? own, SourceMapping? inherited, HelmPlace place) => _mappings.Count < MaximumMappings && _mappings.Add((own, inherited, place));

    /// <summary>Whether a list is to be read, which is the case once.</summary>
    public bool Add(SourceSequence list, bool isOwn, HelmPlace place) => _lists.Add((list, isOwn, place));
}
