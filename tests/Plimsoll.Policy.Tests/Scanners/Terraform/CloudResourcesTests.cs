namespace Plimsoll.Policy.Tests.Scanners.Terraform;

public class CloudResourcesTests
{
    // Images with line and columns.
    public static TheoryData<string, string> Resources { get; } = new()
    {
        { "resource \"railway_service\" \"x\" {\n  name = \"image\"\n  source_image = \"a:1\"\n  source_repo = \"no/a:1\"\n}\n", "a:1@3:19-22" },
        { "resource \"koyeb_service\" \"x\" {\n  app_name = \"image\"\n  definition {\n    name = \"no:1\"\n    docker {\n      image = \"koyeb/demo:${var.t}\"\n      command = \"no:1\"\n    }\n    env { image = \"no:2\" }\n  }\n}\nvariable \"t\" { default = \"2\" }\n", "koyeb/demo:2@6:16-35" },
        { "resource \"yandex_serverless_container\" \"x\" {\n  name = \"image\"\n  url = \"no:1\"\n  image {\n    url = \"cr.yandex/crp1/a:1\"\n    environment = { image = \"no:2\" }\n  }\n}\n", "cr.yandex/crp1/a:1@5:12-30" },
        { "resource \"oci_container_instances_container_instance\" \"x\" {\n  containers {\n    image_url = \"eu-frankfurt-1.ocir.io/ns/a:1\"\n    display_name = \"image\"\n  }\n  dynamic \"containers\" {\n    for_each = var.x\n    content { image_url = \"b:1\" }\n  }\n  image_pull_secrets { registry_endpoint = \"no:1\" }\n}\n", "eu-frankfurt-1.ocir.io/ns/a:1@3:18-47 b:1@8:28-31" },
        { "resource \"alicloud_eci_container_group\" \"x\" {\n  containers {\n    image = \"registry-vpc.cn-beijing.aliyuncs.com/eci_open/nginx:alpine\"\n    commands = [\"image\"]\n  }\n  init_containers { image = var.i }\n  image_registry_credential { server = \"no:1\" }\n}\nvariable \"i\" { default = \"busybox:1.30\" }\n", "registry-vpc.cn-beijing.aliyuncs.com/eci_open/nginx:alpine@3:14-72 busybox:1.30@9:27-39" },
        { "resource \"ibm_code_engine_app\" \"x\" {\n  image_reference = \"icr.io/codeengine/helloworld\"\n  image_secret = \"no:1\"\n}\nresource \"ibm_code_engine_job\" \"y\" {\n  image_reference = \"icr.io/a:${var.none}\"\n}\nresource \"ibm_code_engine_build\" \"z\" {\n  output_image = \"no:1\"\n}\n", "icr.io/codeengine/helloworld@2:22-50 icr.io/a:${var.none}@6:22-42" },
        { "resource \"aws_lightsail_container_service_deployment_version\" \"x\" {\n  container {\n    image = \"a:1\"\n    container_name = \"image\"\n  }\n  service_name = \"no:1\"\n}\n", "a:1@3:14-17" },
        { "resource \"docker_service\" \"x\" {\n  task_spec {\n    container_spec { image = \"a:1\" }\n  }\n  image = \"no:1\"\n}\nresource \"docker_registry_image\" \"y\" {\n  name = \"b:1\"\n}\ndata \"docker_image\" \"z\" {\n  name = \"c:1\"\n}\n", "a:1@3:31-34 b:1@8:11-14 c:1@11:11-14" },
        { "resource \"yandex_compute_instance\" \"x\" {\n  boot_disk { initialize_params { image_id = \"fd8-image\" } }\n}\nresource \"alicloud_instance\" \"y\" {\n  image_id = \"ubuntu_22:x\"\n}\nresource \"oci_core_instance\" \"z\" {\n  image = \"no:1\"\n  source_details { image_url = \"no:2\" }\n}\nresource \"koyeb_app\" \"w\" {\n  docker { image = \"no:3\" }\n}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Images_are_found_at_their_tokens(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("main.tf", text));

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync("x/main.tofu", "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
