using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Resources of clouds that run containers, in Terraform written at random: exactly their images are found.</summary>
public class GeneratedCloudResourcesTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    private static readonly (string Before, string Behind)[] Resources =
    [
        ("resource \"railway_service\" \"r{0}\" {\n  name = \"no:1\"\n  source_image = \"", "\"\n}\n"),
        ("resource \"koyeb_service\" \"r{0}\" {\n  definition {\n    name = \"image\"\n    docker { image = \"", "\" }\n  }\n}\n"),
        ("resource \"yandex_serverless_container\" \"r{0}\" {\n  image {\n    environment = { image = \"no:1\" }\n    url = \"", "\"\n  }\n}\n"),
        ("resource \"oci_container_instances_container_instance\" \"r{0}\" {\n  display_name = \"no:1\"\n  containers {\n    image_url = \"", "\" # image\n  }\n}\n"),
        ("resource \"alicloud_eci_container_group\" \"r{0}\" {\n  containers {\n    commands = [\"image = no:1\"]\n    image = \"", "\"\n  }\n}\n"),
        ("resource \"ibm_code_engine_job\" \"r{0}\" {\n  image_secret = \"no:1\"\n  image_reference = \"", "\"\n}\n"),
        ("resource \"azurerm_linux_web_app\" \"r{0}\" {\n  site_config {\n    application_stack {\n      docker_image_name = \"", "\"\n    }\n  }\n}\n"),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Resources).Array[1, 6], Image.Array[6], Gen.Bool, Gen.Bool).Sample((resources, images, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write("terraform {\n  required_version = \">= 1.9\" # image\n}\n");
            for (var i = 0; i < resources.Length; i++)
                text.Write(resources[i].Before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(resources[i].Behind);
            Assert.Equal(text.Places, text.Scan("main.tf"));
        }, iter: 500);
}
