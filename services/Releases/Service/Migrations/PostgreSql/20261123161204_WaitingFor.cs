using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Releases.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class WaitingFor : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "waiting_for",
                table: "release_case",
                type: "text",
                nullable: true,
                collation: "C");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "waiting_for",
                table: "release_case");
        }
    }
}
