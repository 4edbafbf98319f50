namespace Plimsoll.Publishing.Builds;

/// <summary>The images that were built for one run: what is published to several registries is built once.</summary>
internal sealed class SharedBuilds : IDisposable
{
    private readonly List<(BuildRecipe Recipe, ImageMetadata Marks, BuiltImage Image)> _built = [];

    /// <summary>The image of a recipe with these labels, built where that was not done yet. The caller disposes of it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="marks">What the image says of itself.</param>
    /// <param name="build">Builds it.</param>
    public async Task<BuiltImage> GetAsync(BuildRecipe recipe, ImageMetadata marks, Func<Task<BuiltImage>> build)
    {
        foreach (var (known, labels, image) in _built)
            if (IsSame(known, recipe) && IsSame(labels, marks))
                return image.Share();

        var built = await build();
        _built.Add((recipe, marks, built));
        return built.Share();
    }

    public void Dispose()
    {
        foreach (var (_, _, image) in _built)
            image.Dispose();
    }

    /// <summary>Records compare lists by reference, so those are compared by themselves.</summary>
    private static bool IsSame(BuildRecipe one, BuildRecipe other) =>
        one with { Arguments = other.Arguments, Secrets = other.Secrets, Platforms = other.Platforms, Entrypoint = other.Entrypoint } == other
        && IsSame(one.Arguments, other.Arguments)
        && one.Secrets.SequenceEqual(other.Secrets)
        && one.Platforms.SequenceEqual(other.Platforms)
        && one.Entrypoint.SequenceEqual(other.Entrypoint);

    private static bool IsSame(ImageMetadata one, ImageMetadata other) =>
        one with { Labels = other.Labels, Annotations = other.Annotations } == other && IsSame(one.Labels, other.Labels) && IsSame(one.Annotations, other.Annotations);

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
