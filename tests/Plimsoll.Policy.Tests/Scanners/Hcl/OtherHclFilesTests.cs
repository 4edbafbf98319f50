namespace Plimsoll.Policy.Tests.Scanners.Hcl;

/// <summary>Files of HCL of tools that run no images, with the words of those that do.</summary>
public class OtherHclFilesTests
{
    [Theory]
    [InlineData("policy.hcl", "path \"secret/image\" {\n  capabilities = [\"read\"]\n}\nnamespace \"default\" {\n  policy = \"write\"\n}\n")]
    [InlineData("agent.hcl", "job {\n  group = \"g\"\n  image = \"no\"\n}\nserver { enabled = true }\n# image = \"no:1\"\n")]
    [InlineData("quota.hcl", "job \"a\" {\n  driver = \"docker\"\n  config { args = [\"image\"] }\n}\n")]
    [InlineData("volume.hcl", "id = \"image\"\ntype = \"csi\"\ntask \"t\" {\n  driver = \"docker\"\n  config { ports = [\"image\"] }\n}\n")]
    [InlineData("levant.hcl", "variable \"image\" {\n  default = \"no\"\n}\nlocals { job = \"group\", task = \"image\" }\n")]
    [InlineData("terragrunt.hcl", "terraform { source = \"image\" }\ninclude { path = find_in_parent_folders(\"image.hcl\") }\n")]
    [InlineData(".terraform.lock.hcl", "provider \"registry.terraform.io/kreuzwerker/docker\" {\n  version = \"3.0.2\"\n  hashes = [\"h1:image\"]\n}\n")]
    [InlineData(".tflint.hcl", "plugin \"docker\" {\n  enabled = true\n}\nrule \"image\" { enabled = false }\n")]
    [InlineData("exec.hcl", "job \"a\" {\n  group \"g\" {\n    task \"t\" {\n      driver = \"raw_exec\"\n      config { command = \"image\" }\n    }\n  }\n}\n")]
    [InlineData("consul.hcl", "service {\n  name = \"image\"\n  target = \"image\"\n  args = [\"a/b:1\"]\n}\n")]
    public async Task Nothing_is_found_or_told(string file, string text)
    {
        using var deployment = new Deployment().With(file, text);

        var result = await deployment.CheckAsync();

        Assert.Empty(result.Images.Select(image => image.Use.Image));
        Assert.Empty(result.Findings.Select(finding => finding.Message));
        Assert.Empty(result.Unread);
    }
}
