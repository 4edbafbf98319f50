using System.Text.Json;
using Plimsoll.Oci.Images;

namespace Plimsoll.Oci.Tests.Images;

public class ImageConfigTests
{
    [Fact]
    public void A_member_that_is_null_is_absent()
    {
        const string Json = """
            {"created":null,"architecture":null,"os":null,"variant":null,"rootfs":null,
             "config":{"User":null,"Env":null,"Entrypoint":null,"Cmd":null,"Labels":null,"ExposedPorts":null,"Volumes":null,"Healthcheck":null},
             "history":[{"created":null,"created_by":null,"comment":null,"empty_layer":null},{"empty_layer":true}]}
            """;

        var config = JsonSerializer.Deserialize(Json, OciJson.Default.ImageConfig)!;

        Assert.Equal([false, true], config.History!.Select(entry => entry.EmptyLayer));
        Assert.Null(config.Config!.Env);
        Assert.EndsWith("""{"empty_layer":true}]}""", JsonSerializer.Serialize(config, OciJson.Default.ImageConfig), StringComparison.Ordinal);
    }
}
