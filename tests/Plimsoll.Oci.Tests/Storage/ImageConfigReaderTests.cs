using System.Text.Json.Nodes;
using Plimsoll.Oci.Storage;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Storage;

public class ImageConfigReaderTests
{
    [Fact]
    public async Task What_is_not_as_the_specification_says_is_named_and_no_type_of_ours()
    {
        var image = InMemoryImage.Create().WithConfig(config => config["config"] = new JsonObject { ["Entrypoint"] = 5 });

        var exception = await Assert.ThrowsAsync<PlimsollException>(() => image.ReadConfigAsync(image.Content, CancellationToken.None));

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("the value at $.config.Entrypoint is not valid", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", exception.Message, StringComparison.Ordinal);
    }
}
