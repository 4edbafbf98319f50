using Plimsoll.Policy.Scanners.Kustomize;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>The result of scanning one file.</summary>
internal sealed record FileScan(IReadOnlyList<ImageUse> Uses, IReadOnlyList<Finding> Findings)
{
    public static FileScan Nothing { get; } = new([], []);

    /// <summary>Of a file that has nothing to do with images, and is not one of those that were checked.</summary>
    public static FileScan NoDeployment { get; } = new([], []);

    /// <summary>The actions that it uses; none where they are not asked for.</summary>
    public IReadOnlyList<ActionUse> Actions { get; init; } = [];

    /// <summary>The file's text, or <c>null</c> where it names no image.</summary>
    public SourceText? Source { get; init; }

    /// <summary>Whether a part that could not be read mentions an image.</summary>
    public bool IsUnreadImageMentioned { get; init; }

    /// <summary>The images that it mentions and no scanner reads, or <c>null</c>.</summary>
    public UnreadImages? Unread { get; init; }

    /// <summary>The file's kustomization, or <c>null</c> where it is not one.</summary>
    public Kustomization? Kustomization { get; init; }

    /// <summary>Whether other files were read for it, so that it can change where they do.</summary>
    public bool ReadsOthers { get; init; }

    public static FileScan Unreadable(Finding finding) => new([], [finding]);
}
