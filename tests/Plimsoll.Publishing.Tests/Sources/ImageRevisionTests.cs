using Plimsoll.Publishing.Sources;
using Plimsoll.Tags;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Sources;

public class ImageRevisionTests
{
    [Fact]
    public async Task An_image_is_of_the_commit_in_its_labels() =>
        Assert.Equal("a1b2c3d", await ReadAsync(new() { [ImageLabels.Revision] = "a1b2c3d" }));

    [Fact]
    public async Task The_merge_was_built_and_not_the_pull_requests_commit() =>
        Assert.Equal("beef", await ReadAsync(new() { [ImageLabels.Revision] = "a1b2c3d", [ImageLabels.MergeRevision] = "beef" }));

    [Fact]
    public async Task An_image_without_labels_is_of_no_commit() => Assert.Null(await ReadAsync([]));

    private static async Task<string?> ReadAsync(Dictionary<string, string> labels)
    {
        var image = InMemoryImage.Create(labels);
        return await ImageRevision.ReadAsync(image, image.Manifest.Descriptor, CancellationToken.None);
    }
}
