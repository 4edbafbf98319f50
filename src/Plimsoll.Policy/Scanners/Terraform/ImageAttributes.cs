namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>Where resources name an image in one text.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Blocks">The blocks that have it, at any depth; none for the resource itself.</param>
internal sealed record ImageAttributes(string Attribute, params string[] Blocks)
{
    private static readonly Dictionary<string, ImageAttributes> ByType = new(StringComparer.Ordinal)
    {
        ["docker_image"] = new("name"),
        ["docker_registry_image"] = new("name"),
        ["docker_container"] = new("image"),
        ["docker_service"] = new("image", "container_spec"),
        ["aws_lambda_function"] = new("image_uri"),
        ["aws_apprunner_service"] = new("image_identifier", "image_repository"),
        ["aws_sagemaker_model"] = new("image", "primary_container", "container"),
        ["aws_codebuild_project"] = new("image", "environment"),
        ["aws_lightsail_container_service_deployment_version"] = new("image", "container"),
        ["google_cloudbuild_trigger"] = new("name", "step"),
        ["scaleway_container"] = new("registry_image"),
        ["fly_machine"] = new("image"),
        ["railway_service"] = new("source_image"),
        ["koyeb_service"] = new("image", "docker"),
        ["yandex_serverless_container"] = new("url", "image"),
        ["oci_container_instances_container_instance"] = new("image_url", "containers"),
        ["alicloud_eci_container_group"] = new("image", "containers", "init_containers"),
        ["ibm_code_engine_app"] = new("image_reference"),
        ["ibm_code_engine_job"] = new("image_reference"),
    };

    private static readonly ImageAttributes Containers = new("image", "container", "init_container", "containers");

    /// <summary>Those of a type of resource, or <c>null</c>.</summary>
    public static ImageAttributes? Of(string type) =>
        ByType.TryGetValue(type, out var known) ? known
        : type.StartsWith("kubernetes_", StringComparison.Ordinal) || type.StartsWith("azurerm_container_", StringComparison.Ordinal) || type.StartsWith("google_cloud_run", StringComparison.Ordinal) ? Containers
        : null;
}
