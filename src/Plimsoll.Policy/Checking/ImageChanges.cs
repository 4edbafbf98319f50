namespace Plimsoll.Policy.Checking;

/// <summary>Finds the images that a change exchanges, file by file.</summary>
internal static class ImageChanges
{
    /// <summary>The changes of one file, in the order in which it uses the images; those that are gone come last.</summary>
    /// <param name="before">The images that it used.</param>
    /// <param name="now">The images that it uses.</param>
    public static IEnumerable<(ImageUse? Before, ImageUse? After)> Find(IEnumerable<ImageUse> before, IEnumerable<ImageUse> now)
    {
        var (gone, added) = (before.ToList(), new List<ImageUse>());
        foreach (var use in now)
            if (!Take(gone, other => other.Image == use.Image, out _))
                added.Add(use);

        var (changes, left) = (new List<(ImageUse?, ImageUse?)>(), new List<ImageUse>());
        foreach (var use in added)
        {
            if (Take(gone, other => NameOf(other) == NameOf(use), out var other))
                changes.Add((other, use));
            else
                left.Add(use);
        }

        // Where as many are new as are gone, one took the place of the other.
        var isExchange = left.Count == gone.Count;
        changes.AddRange(left.Select((use, i) => (isExchange ? gone[i] : null, (ImageUse?)use)));
        if (isExchange)
            gone.Clear();

        return changes.Concat(gone.Select(use => ((ImageUse?)use, (ImageUse?)null))).OrderBy(change => change.Item2 is null);
    }

    private static string NameOf(ImageUse use) => use.Reference?.Name ?? use.Text[..(use.Text.LastIndexOf(':') is var colon and > 0 ? colon : use.Text.Length)];

    private static bool Take(List<ImageUse> uses, Predicate<ImageUse> isWanted, out ImageUse? taken)
    {
        var index = uses.FindIndex(isWanted);
        taken = index < 0 ? null : uses[index];
        if (index >= 0)
            uses.RemoveAt(index);
        return index >= 0;
    }
}
